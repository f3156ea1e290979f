"""For who sees zitat for the first time: the welcome above the examples, and the help behind "?".

Out: HTML about this archive in the reader's language, of the page's own words and plain figures.
"""
