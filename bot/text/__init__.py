"""Pure text, without an index or a model: lines, sentences, amounts, times, names.

Comes in: the text of an article or a sentence. Goes out: its parts, with offsets.
Kept promise: no character is lost, and what stands apart is not put together.
"""
