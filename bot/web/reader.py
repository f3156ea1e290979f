"""What a request tells of the reader who sent it: the language."""

import gradio as gr

from bot.web.texts import ENGLISH, GERMAN, Texts

LANGUAGE_COOKIE = "zitat_language"


def texts_of(request: gr.Request) -> Texts:
    """Return the texts in the reader's language: the one that they chose, else the browser's."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    return texts_for(request.headers.get("accept-language"), chosen)


def texts_for(accept_language: str | None, chosen: str | None = None) -> Texts:
    """Return the texts of the chosen language, ``de`` or ``en``.

    If none is chosen, ``Accept-Language`` decides: German if that comes first, else English.
    """
    if chosen in ("de", "en"):
        return GERMAN if chosen == "de" else ENGLISH
    first = (accept_language or "").split(",")[0].strip().lower()
    return GERMAN if first.split("-")[0] == "de" else ENGLISH
