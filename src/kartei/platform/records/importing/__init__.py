"""Import of people's own files: recognise, map, look ahead, write, report, take back.

``service`` is the door: upload, wire form, mapping, preview. ``run`` writes; the flow room calls it
as a job. docs/importing.md tells users what happens to a row.
"""
