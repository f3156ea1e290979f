"""Serves the chat: ``python app.py``."""

from bot.web.server import main

if __name__ == "__main__":
    main()
