"""Which parts of an archive are not articles: notices of the page, copies, heads of pages.

Comes in: texts. Goes out: masks (stretches that are never an answer) and groups of copies. Kept
promise: no text is changed by it.
"""
