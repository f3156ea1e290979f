"""The head of the page, and remarks, as HTML; all text in it is escaped."""

from datetime import datetime

from bot.days import format_day
from bot.web.escape import attribute, escape
from bot.web.help.views import help_dialog
from bot.web.texts import ENGLISH, GERMAN, Texts, format_count
from index.store.index import Index


def header(index: Index, texts: Texts) -> str:
    """Return the head of the page: the name, how many articles there are, and the index's date."""
    manifest = index.manifest
    date = format_day(datetime.fromisoformat(manifest.built_at), texts.language)
    facts = f"{format_count(manifest.article_count, texts)} · {texts.indexed.format(date=date)}"
    return (
        f'<header class="head" data-conversation="{attribute(texts.conversation)}" '
        f'data-scroll-down="{attribute(texts.scroll_down)}" '
        f'data-generation="{attribute(index.generation)}">'
        f'<h1>zitat</h1><p class="tagline">{escape(texts.tagline)}</p>'
        f'<p class="facts">{escape(facts)}</p>'
        f'<div class="buttons">{help_dialog(texts)}{_language_switch(texts)}</div></header>'
    )


def _language_switch(texts: Texts) -> str:
    """Return the button that page.js listens to; it speaks the language that it changes to."""
    other = ENGLISH if texts is GERMAN else GERMAN
    return (
        f'<button type="button" class="language" lang="{other.language}" '
        f'data-language="{other.language}">{escape(other.language_name)}</button>'
    )


def empty_article(texts: Texts) -> str:
    """Return what stands in place of the article while none of the cards is open."""
    return note(texts.article_empty)


def note(text: str) -> str:
    """Return a remark."""
    return f'<p class="note">{escape(text)}</p>'
