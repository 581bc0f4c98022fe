"""Configurations checked as ruff checks Python: coded rules, Kafka's own definitions, fixes.

How a file becomes findings: a dialect (`dialects/`) reads it into `Configuration`s, one per process or
object it configures; with the defaults of the Kafka version (`catalogue/`) each becomes an
`EffectiveConfig`; rules (`rules/`, one file each) look at these and yield problems; profiles and ignores
select; what is left are `Finding`s. Pure Python: this room works without the compiled core.
"""
