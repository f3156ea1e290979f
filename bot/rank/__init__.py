"""Candidate sentences of the articles found → the likeliest first.

Comes in: what ``bot.find`` found for a question. Goes out: ``Ranked``. Nothing is read again here
that does not depend on the question.
"""
