"""Design templates: from a short specification to a complete, checked Kafka design.

    specification/  what people write: typed parts, read with the line of every fault, environments, and the
                    landscape: streams, applications and flows with every name resolved
    contributing/   the interface of patterns: Pattern, Use, Draft, what a Contribution may hold; and what
                    several patterns share: needs, databases, mirroring
    patterns/       one file each; the table is in patterns/__init__.py
    drafting.py     lets the patterns contribute, in the order of the table
    deriving/       from a draft to numbers, one file per number or list; each number is a Figure
    tuning/         client settings of one flow of records from its rates, and what they give: ka.tune
    model/          what a design is: Design, Topic, Group, ClientSettings, Guarantee ...; JSON and back
    platforms.py    what msk-serverless, confluent-cloud ... fix and limit
    check.py        the interface of checks; checks/: one file each, the table in checks/__init__.py
    emitters/       one file each, pure: Design -> {path: text}; the table in emitters/__init__.py
    writing/        what several emitters write: YAML and HCL with comments, Mermaid, PromQL, shell words,
                    client settings in a library's own names, quantities in words
    schema.py       the JSON Schema of specifications
    starting.py     specifications to start from: services, archetypes, patterns
    importing/      one file per format: what people have -> the plain values of a specification
    difference/     two designs -> changes and migration steps
    applying/       a design and a snapshot of a cluster -> a plan of steps with their risks; sends nothing
    given.py        a Design, a specification or a saved design.json -> a Design
    tuned_files.py  a tuning in the names and files of a client library
    comparing.py    designs, specifications, imported files -> a Difference; imported_text.py: as YAML
    design.py       the flow through all of them, on one screen

The flow: file -> Document -> Specification (in one environment) -> Landscape -> Draft (patterns contribute)
-> Design (numbers) -> findings (checks) -> texts (emitters).

The walls, held by import-linter:
- `model` knows no specification: a design is complete without the one it came from, so that emitters,
  checks and difference work on a saved design.json.
- Patterns see the landscape and the draft, and return data. They write no text of any format, derive no
  partition count, retention or cluster, and import no other pattern.
- Checks and emitters see a Design only. They import no pattern, no specification, and not each other.
- `importing` knows no specification: it gives plain values, which `from` lays a specification over.
- `applying` sees a design and a snapshot, and asks no cluster: `kafka_architect.cluster.applying` does.
- `difference` sees designs only; what was imported comes to it as topics, whose owner is unknown.
- `deriving` is the only room that computes numbers, by evaluating the formula that the Figure shows.

A newcomer adds one file and one line in the table of its room; tests walk the folders and fail where a
module is in no table, and hold every pattern, check and emitter to the same properties.
"""
