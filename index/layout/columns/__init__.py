"""The words of a page → its blocks: which words stand in one column, and the order of columns.

Comes in: ``Word`` of one page. Goes out: ``Block``. Kept promise: none holds words of two columns.
"""
