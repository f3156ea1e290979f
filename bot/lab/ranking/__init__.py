"""How the weights in ``bot/weights`` came to be: ``python -m bot.lab.ranking``."""
