"""The stored index: generations of arrays, vectors and terms on the disk.

Comes in: the parts of all articles. Goes out: an ``Index`` that is opened. Kept promise: what is
read is old or new, complete, and the same byte for byte as it was written.
"""
