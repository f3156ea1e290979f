"""The conversation: a question asked → its messages, source cards and the open article.

Kept promise: what is shown as a quote comes from an ``Answer``; all text in it is escaped.
"""
