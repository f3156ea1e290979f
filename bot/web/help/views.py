"""The welcome and the help as HTML."""

from bot.text.days import format_iso_day
from bot.web.archive.generation import Archive
from bot.web.escape import attribute, escape
from bot.web.help.texts import TEXTS
from bot.web.words.texts import Texts, format_count


def welcome(archive: Archive, texts: Texts) -> str:
    """Return what stands in the empty conversation.

    Gradio's cleaning of messages leaves the button no attribute but ``class``; see help.js.
    """
    words = TEXTS[texts.language]
    sentences = (words.can, words.cannot, words.limits, texts.how_to_ask)
    shown = "".join(f"<p>{escape(text)}</p>" for text in sentences)
    return (
        f'<div class="welcome"><h2>{escape(texts.welcome)}</h2>{shown}'
        f'<p class="archive">{escape(_what_is_searched(archive, texts))} '
        f'<button type="button" class="open-articles">{escape(words.open_articles)}</button></p>'
        "</div>"
    )


def help_dialog(texts: Texts) -> str:
    """Return the button "?" with the dialog that it opens."""
    words = TEXTS[texts.language]
    sections = "".join(
        f"<h3>{escape(heading)}</h3><ul>{''.join(f'<li>{escape(point)}</li>' for point in points)}"
        "</ul>"
        for heading, points in words.sections
    )
    return (
        f'<button type="button" class="help" aria-haspopup="dialog" '
        f'aria-label="{attribute(words.help)}" title="{attribute(words.help)}">?</button>'
        f'<dialog class="help" aria-labelledby="help-title">'
        f'<h2 id="help-title" tabindex="-1" autofocus>'
        f"{escape(words.help)}</h2><p>{escape(words.can)} {escape(words.cannot)}</p>{sections}"
        f"<p>{escape(words.limits)}</p>"
        f'<button type="button" data-close>{escape(words.close)}</button></dialog>'
    )


def _what_is_searched(archive: Archive, texts: Texts) -> str:
    words = TEXTS[texts.language]
    index = archive.bot.index
    articles = format_count(index.manifest.article_count, texts)
    days = index.days
    if days is None:
        return f"{words.archive.format(articles=articles)}."
    first, last = (format_iso_day(day, texts.language) for day in days)
    text = words.archive_of if first == last else words.archive_between
    return f"{text.format(articles=articles, first=first, last=last)}."
