"""Prompts: what people ask an assistant with these tools, in words that lead to the right ones."""

from __future__ import annotations


def review_repository(path: str = ".") -> str:
    """Review the Kafka configurations of a repository."""
    return (
        f"Check the Kafka configurations below {path} with validate_path. Begin with what Kafka refuses, "
        "then what it ignores, then advice by severity. For each finding give file and line, what happens in "
        "production, and the fix; use explain_rule where the reason is not obvious. Say which files were not "
        "recognised. Do not repeat secrets, and change nothing without being asked."
    )


def design_from_asyncapi(path: str) -> str:
    """Design a Kafka system from AsyncAPI documents."""
    return (
        f"Read {path} with import_design. It gives a specification whose last lines ask what the contract "
        "does not say: rates, sizes, retention, recovery objectives, consumers. Ask me these questions, most "
        "important first, and do not invent answers. Then call design, and go through topics, keys, "
        "guarantees and findings; explain each number that I question with explain_number."
    )


def size_workload(description: str) -> str:
    """Size a cluster for a workload that is described in words."""
    return (
        f"Turn this into a workload for size_cluster: {description}\nState what you assumed, and ask for the "
        "rate, message size, retention, consumer groups and growth where they are missing. Show the limit "
        "that binds, the bill, and what a managed service costs (offers=true)."
    )


PROMPTS = (review_repository, design_from_asyncapi, size_workload)
