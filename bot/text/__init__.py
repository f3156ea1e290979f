"""Pure text, without an index or a model: where its lines and sentences end.

Comes in: the text of an article. Goes out: its parts, with offsets.
Kept promise: no character is lost, and what stands apart is not put together.
"""
