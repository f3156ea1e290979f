"""One segment of an index: the arrays of some files, written once and never changed.

Comes in: prepared articles. Goes out: the same, mapped, by their row in the segment. Kept promise:
nothing in it depends on any other file of the archive.
"""
