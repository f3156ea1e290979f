"""A folder of articles → the next generation of its index; segments are taken over unchanged.

Kept promise: a rebuild that fails or is killed leaves the old index in place, whole.
"""
