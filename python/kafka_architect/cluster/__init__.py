"""A running cluster, through its own protocol (extra `kafka`): connections, and what is read over them.

    settings = ClientSettings.read("broker:9093", files=["client.properties"])
    with open_admin(settings) as admin: ...        # kafka-python's admin client, errors in our own words
    analyze_topic("orders", settings)              # its keys, as they lie on the brokers

Walls: `client_settings` and what it uses (jaas, settings_files, tls, oauth) know no protocol; `connection`
is one broker, blocking, with a time-out for every call; `keys/` reads topics and nothing else; `applying/`
alone writes to clusters. kafka-python is imported when something connects.
"""
