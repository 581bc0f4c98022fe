"""What holds for every input, tried on inputs that hypothesis invents."""
