"""The chat in the browser: the page, its interface for programs, and the upkeep of the archive.

In: what a reader types, clicks and uploads. Out: HTML in which every text of an article is
escaped, JSON, files. What answers is a ``Bot``; a rebuild puts the next one in its place.
"""
