"""`python -m kafka_architect`: the command, where its script is not on the path."""

from kafka_architect.cli.main import main

if __name__ == "__main__":
    main()
