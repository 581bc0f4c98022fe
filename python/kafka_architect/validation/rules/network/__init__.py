"""Names and ports between containers: what resolves to which container, and whether it listens there."""

RULES = {
    "NET001": "host_not_a_service",
    "NET002": "localhost_from_a_container",
    "NET003": "port_of_another_listener",
}
