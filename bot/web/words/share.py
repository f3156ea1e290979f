"""What is said where only a share of the archive was searched."""

from collections.abc import Mapping

from bot.web.escape import escape
from bot.web.words.figures import format_share
from bot.web.words.texts import Language, Texts

_WORDS: Mapping[Language, str] = {
    "de": "Nur {share} der Artikel sind durchsucht: Ein Teil des Archivs antwortet gerade nicht. "
    "Fragen Sie gleich noch einmal.",
    "en": "Only {share} of the articles were searched: a part of the archive does not answer now. "
    "Ask again soon.",
}


def said_of_share(share: float, texts: Texts) -> str:
    """Return a paragraph that says which share was searched; nothing if all was."""
    if share >= 1:
        return ""
    shown = format_share(min(share, 0.99), texts.language)
    return f'<p class="said">{escape(_WORDS[texts.language].format(share=shown))}</p>'
