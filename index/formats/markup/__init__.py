"""HTML → the text that a browser shows, its paragraphs, and what the page says of its article.

Comes in: a page or a fragment of one. Goes out: plain text. Kept promise: what a page hides or
strikes out is not read.
"""
