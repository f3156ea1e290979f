"""What would help where the articles do not say: words that they do not know, other words, more."""

import re

from bot.filters import Filters
from bot.types import Answer
from bot.web.filter_panel import TEXTS as FILTER_TEXTS
from bot.web.texts import Texts
from index.store.index import Index
from index.text.analyze import query_terms

_NAMED = re.compile(r"(?<!^)(?<![\w-])(?:[A-ZÄÖÜ]|\d)[\w&-]*")


def hints_for(answer: Answer, index: Index, filters: Filters, texts: Texts) -> tuple[str, ...]:
    """Return what a reader can do to get an answer, the likeliest help first."""
    words = FILTER_TEXTS[texts.language]
    if filters and not answer.candidates:
        return (words.nothing,)
    hints = []
    if unknown := unknown_words(answer.question, index):
        hints.append(texts.unknown_words.format(words=", ".join(unknown)))
    if filters:
        hints.append(words.help)
    return (*hints, texts.help_words, texts.help_articles)


def unknown_words(question: str, index: Index) -> tuple[str, ...]:
    """Return the names, nouns and numbers of a question that no article holds, in order."""
    found = dict.fromkeys(_NAMED.findall(question))
    return tuple(
        word
        for word in found
        if (terms := query_terms(word)) and not any(map(index.lexical.known, terms))
    )
