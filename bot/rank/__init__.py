"""Candidate sentences of the articles found → the likeliest first.

In: what ``bot.find`` found for a question. Out: ``Ranked``. What of a sentence does not depend on
the question is computed once, and kept.
"""
