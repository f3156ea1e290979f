"""Where an answer may stand: a question → the articles that may hold it, and lists of articles.

In: a ``Question`` and its vector. Out: ``Found``, the candidate articles with what FAISS and BM25
say of their chunks; a ``Listing``. Also here: filters, the spelling of a question set right by the
archive, and how sentences fit the time that is asked about.
"""
