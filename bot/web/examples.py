"""Questions to begin with, each of which the archive answers."""

import logging
import threading
from collections.abc import Iterator, Sequence
from itertools import islice

from bot.web.archive import Archive, Asker
from bot.web.texts import Language, Texts
from index.types import Article

log = logging.getLogger(__name__)

EXAMPLES = 4
_TRIES = 12

# About the articles that zitat comes with. Any other archive gets questions made of its titles.
_OF_THE_SEEDS: dict[Language, tuple[str, ...]] = {
    "de": (
        "Wie viel Prozent an OpenAI könnte Microsoft bekommen?",
        "Wer ist der CEO von OpenAI?",
        "Von wem wurde OpenAI gegründet?",
        "Wann stieg Microsoft bei OpenAI ein?",
        "Was sagte Altman über die letzten drei Jahre?",
        "Wer hat das Foto gemacht?",
        "Welcher Cloud-Dienst steckt hinter ChatGPT?",
    ),
    "en": (
        "What percentage of OpenAI could Microsoft get?",
        "Who is the CEO of OpenAI?",
        "Who founded OpenAI?",
        "When did Microsoft first invest in OpenAI?",
        "What did Altman say about the past three years?",
        "Who is the CEO of Microsoft?",
        "Which cloud service is behind ChatGPT?",
    ),
}
_SEED_PATHS = {"000_bedaab97efa26e68.txt", "001_85ee735918666742.txt"}


def working_examples(bot: Asker, texts: Texts) -> tuple[str, ...]:
    """Return up to four questions in the language of ``texts`` that the bot answers now.

    At most twelve are tried; an archive may have none that works.
    """
    tried = islice(_possible_questions(bot.index.articles, texts), _TRIES)
    try:
        return tuple(islice((q for q in tried if bot.ask(q).answered), EXAMPLES))
    except Exception:
        log.exception("No examples could be found.")
        return ()


def _possible_questions(articles: Sequence[Article], texts: Texts) -> Iterator[str]:
    if {article.path for article in articles} == _SEED_PATHS:
        yield from _OF_THE_SEEDS[texts.language]
    step = max(1, len(articles) // _TRIES)
    for article in articles[::step]:
        yield texts.topic_question.format(title=article.title)


class Examples:
    """The examples of the archive that answers now, found once for each language."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._archive: Archive | None = None
        self._found: dict[Language, tuple[str, ...]] = {}

    def of(self, archive: Archive, texts: Texts) -> tuple[str, ...]:
        """Return the examples of an archive in a language."""
        with self._lock:
            if archive is not self._archive:
                self._archive, self._found = archive, {}
            if texts.language not in self._found:
                self._found[texts.language] = working_examples(archive.bot, texts)
            return self._found[texts.language]
