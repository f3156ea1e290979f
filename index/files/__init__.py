"""A folder → its articles, each with all that the index keeps of it but its vectors.

Comes in: a folder. Goes out: ``Prepared`` articles in a fixed order, or why a file is not read.
Kept promise: a file is read in a process of its own, within limits of time and memory.
"""
