"""How the weights in ``bot/weights`` came to be: ``python -m bot.lab.ranking``.

Comes in: questions whose answers are known. Goes out: what ranks sentences, and how sure an answer
is without a reader.
"""
