"""The result list: the articles about some words, to sort, narrow and go through.

In: an answer with a listing, and what a reader chooses of it. Out: HTML of one page of the list;
the articles, their order and their numbers are the bot's.
"""
