"""The archive behind the page: the generation that answers, files in and out, rebuilds.

Kept promise: the old index answers until the next one is whole.
"""
