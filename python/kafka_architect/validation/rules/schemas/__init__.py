"""Schemas: registries, compatibility, serializers and what they need to know."""

RULES = {
    "SCH001": "schema_compatibility_none",
    "SCH002": "schemas_registered_by_producers",
    "SCH003": "json_without_schema",
    "SCH004": "latest_version_not_used",
    "SCH005": "latest_version_unchecked",
    "SCH006": "value_type_not_named",
    "SCH007": "schema_registry_missing",
}
