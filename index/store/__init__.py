"""The stored index: generations of arrays, vectors and terms on the disk.

Comes in: the parts of new articles, as a segment. Goes out: an ``Index`` over all segments that is
opened. Kept promise: what is read is old or new, complete, and the same byte for byte as it was
written.
"""
