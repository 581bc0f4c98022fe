"""Settings of the producer in homeassistant/components/apache_kafka/__init__.py of home-assistant/core (Apache-2.0)."""

import ssl

from aiokafka import AIOKafkaProducer


class KafkaManager:
    def __init__(self, ip_address, port, security_protocol="PLAINTEXT", username=None, password=None):
        self._producer = AIOKafkaProducer(
            bootstrap_servers=f"{ip_address}:{port}",
            compression_type="gzip",
            security_protocol=security_protocol,
            ssl_context=ssl.create_default_context(),
            sasl_mechanism="PLAIN",
            sasl_plain_username=username,
            sasl_plain_password=password,
        )
