"""What zitat says in the conversation, as HTML.

In: an answer, the articles that it names, and the reader's language. Out: a message. All text of
articles in it is escaped.
"""
