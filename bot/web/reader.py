"""What a request tells of the reader who sent it: the language."""

import gradio as gr

from bot.web.texts import LANGUAGE_COOKIE, Texts, texts_for


def texts_of(request: gr.Request) -> Texts:
    """Return the texts in the reader's language: the one that they chose, else the browser's."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    return texts_for(request.headers.get("accept-language"), chosen)
