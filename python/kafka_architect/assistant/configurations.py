"""Tools about configurations: texts and folders, checked and fixed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from kafka_architect.assistant.answers import Answer, answer

if TYPE_CHECKING:
    from kafka_architect.assistant.folders import Folders
    from kafka_architect.validation.validator import ConfigValidator

_Role = Annotated[
    str | None, Field(description="producer, consumer, broker, topic ...; keys and names tell by default.")
]
_Version = Annotated[str | None, Field(description="The Kafka version that it is for, such as 4.3.")]
_Profile = Annotated[str, Field(description="production, development, throughput, latency, durability ...")]


class ConfigurationTools:
    """Tools over files in the folders, or over texts that are handed over."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders

    def validate_text(
        self,
        text: Annotated[
            str, Field(description="The configuration: .properties, YAML, JSON, HCL, Python ...")
        ],
        file_name: Annotated[
            str, Field(description="A name whose ending tells the format: server.properties, values.yaml.")
        ],
        role: _Role = None,
        kafka_version: _Version = None,
        profile: _Profile = "production",
    ) -> Answer:
        """Check a Kafka configuration: what Kafka refuses, ignores, or you would regret, with fixes."""
        result = _validator(kafka_version, profile).validate({file_name: text}, role)
        return answer(str(result), result.to_dict())

    def validate_path(
        self,
        path: Annotated[str, Field(description="A file, or a folder to search for Kafka configurations.")],
        role: _Role = None,
        kafka_version: _Version = None,
        profile: _Profile = "production",
    ) -> Answer:
        """Check the Kafka configurations of a file, folder or repository, all as one system."""
        result = _validator(kafka_version, profile).validate(self._folders.to_read(path), role)
        return answer(str(result), result.to_dict())

    def fix_text(
        self,
        text: Annotated[str, Field(description="The configuration.")],
        file_name: Annotated[str, Field(description="A name whose ending tells the format.")],
        role: _Role = None,
        kafka_version: _Version = None,
        profile: _Profile = "production",
        unsafe: Annotated[
            bool, Field(description="Also fixes that change what the configuration does.")
        ] = False,
    ) -> Answer:
        """Fix a Kafka configuration; answers with the new text and the findings that are left."""
        left, mended = _validator(kafka_version, profile).fix({file_name: text}, role, unsafe=unsafe)
        new = mended[0].text if mended else text
        return answer(new, left.to_dict())


def _validator(kafka_version: str | None, profile: str) -> ConfigValidator:
    from kafka_architect.validation.validator import ConfigValidator

    return ConfigValidator(kafka_version, profile)
