"""Ranked sentences → an ``Answer``: read, quoted, marked, weighed, or refused.

Kept promise: what is shown is a slice of its article, proven by ``bot.cite``.
"""
