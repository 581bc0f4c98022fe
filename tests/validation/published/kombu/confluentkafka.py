"""Settings of the clients in kombu/transport/confluentkafka.py of celery/kombu (BSD-3-Clause)."""

from confluent_kafka import Consumer, Producer
from confluent_kafka.admin import AdminClient, NewTopic


class Channel:
    def _get_producer(self, queue):
        return Producer({**self.common_config, **(self.options.get("kafka_producer_config") or {})})

    def _get_consumer(self, queue):
        consumer = Consumer({
            "group.id": f"{queue}-consumer-group",
            "auto.offset.reset": "earliest",
            "enable.auto.commit": False,
            **self.common_config,
            **(self.options.get("kafka_consumer_config") or {}),
        })
        consumer.subscribe([queue])
        return consumer

    def _new_queue(self, queue):
        topic = NewTopic(
            queue,
            num_partitions=self.options.get("num_partitions", 1),
            replication_factor=self.options.get("replication_factor", 1),
            config=self.options.get("topic_config", {}),
        )
        self.client.create_topics(new_topics=[topic])

    def _open(self):
        return AdminClient({**self.common_config, **(self.options.get("kafka_admin_config") or {})})

    @property
    def common_config(self):
        config = {"bootstrap.servers": f"{self.conninfo.hostname}:{int(self.conninfo.port) or 9092}"}
        security_protocol = self.options.get("security_protocol", "plaintext")
        if security_protocol.lower() != "plaintext":
            config.update({
                "security.protocol": security_protocol,
                "sasl.username": self.conninfo.userid,
                "sasl.password": self.conninfo.password,
                "sasl.mechanism": self.options.get("sasl_mechanism"),
            })
        config.update(self.options.get("kafka_common_config") or {})
        return config
