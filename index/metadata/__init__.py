"""What an article says about itself: title, date, source, author.

Comes in: its text, its name, the fields of its file. Goes out: values, each None where nothing is
said. Kept promise: nothing of a text is lost by being read as a head.
"""
