"""Questions to begin with, each of which the archive answers."""

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from itertools import islice

from bot.types import Answer
from bot.web.archive.generation import Archive
from bot.web.chat.own_questions import own_lists, own_questions
from bot.web.words.texts import Language, Texts
from index.types import Article

log = logging.getLogger(__name__)

EXAMPLES = 4
_TRIES = 12
_LISTS = 2
# So long the search for examples gives way to readers who ask.
_PATIENT_SECONDS = 20

# About the articles that zitat comes with. Any other archive gets some made of its sentences.
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


def working_examples(archive: Archive, texts: Texts) -> tuple[str, ...]:
    """Return up to four questions that are answered now, if possible in the reader's language.

    Where names stand in several articles, one or two ask for a list of these. At most twelve others
    are tried; an archive may have none that works.
    """
    articles = archive.bot.index.articles
    until = time.monotonic() + _PATIENT_SECONDS
    try:
        about = () if _are_seeds(articles) else islice(own_lists(articles, texts.language), _LISTS)
        lists = [question for question in about if archive.ask_aside(question, until).listing]
        tried = islice(_possible_questions(articles, texts), _TRIES)
        working = (q for q, path in tried if _answers_from(path, archive.ask_aside(q, until)))
        answered = tuple(islice(working, EXAMPLES - bool(lists)))
        return (*answered, *lists)[:EXAMPLES]
    except Exception:
        log.exception("No examples could be found.")
        return ()


def _possible_questions(
    articles: Sequence[Article], texts: Texts
) -> Iterator[tuple[str, str | None]]:
    """Yield questions, with the path of the article that should answer where one is known."""
    if _are_seeds(articles):
        yield from ((question, None) for question in _OF_THE_SEEDS[texts.language])
        return
    for question, article in own_questions(articles, texts.language):
        yield question, article.path


def _are_seeds(articles: Sequence[Article]) -> bool:
    few = len(articles) == len(_SEED_PATHS)
    return few and {article.path for article in articles} == _SEED_PATHS


def _answers_from(path: str | None, answer: Answer) -> bool:
    """Return whether the article answers that should, if one should."""
    return answer.answered and path in (None, answer.citations[0].path)


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
                self._found[texts.language] = working_examples(archive, texts)
            return self._found[texts.language]
