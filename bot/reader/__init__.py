"""Passages and a question → spans that answer it, or "nothing here".

In: the sentences that the search proposes. Out: for each sentence of the passages around them a
score and its likeliest span. Promise: scores of all passages of one question compare, and every
span is a slice of its article.
"""
