"""What is in each kind of document, as typed models: one file per subject.

A document that is read back is held to them, and the published JSON Schemas are made of them. Fields of a
later version that are not known here are left as they are. Kinds whose results are typed models themselves
(designs, tunings, snapshots) need none here.
"""
