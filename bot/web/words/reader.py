"""What a request says of the reader who sent it: the language."""

import gradio as gr

from bot.web.words.language import LANGUAGE_COOKIE, language_of
from bot.web.words.texts import TEXTS, Texts


def texts_of(request: gr.Request) -> Texts:
    """Return the texts in the reader's language: the one that they chose, else the browser's."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    return texts_for(request.headers.get("accept-language"), chosen)


def texts_for(accept_language: str | None, chosen: str | None = None) -> Texts:
    """Return the texts of the language that ``language_of`` returns."""
    return TEXTS[language_of(accept_language, chosen)]
