"""A folder of articles → the next generation of its index; unchanged files are taken over.

Kept promise: a rebuild that fails or is killed leaves the old index in place, whole.
"""
