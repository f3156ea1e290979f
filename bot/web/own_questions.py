"""Questions made of an archive's own sentences: "Wer" or "Who" for the name before the verb.

"Anna Huber leitet das Museum." becomes "Wer leitet das Museum?". In German and in English such a
sentence, its subject replaced, is a question; whether it is answered is for the bot to tell.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from bot.evidence import flags_of
from bot.question.anaphora import leans
from bot.question.tokens import VERBS
from bot.sentences import split_sentences
from index.analyze import STOPWORDS, Language, fold
from index.types import Article

ARTICLES = 300  # that are looked at, evenly spread
_FEWEST_WORDS, _MOST_CHARS = 5, 80
# A name of two words or more, then one in lower case; nothing but words and numbers: no clause.
_PLAIN = re.compile(
    r"(?P<name>[A-ZÄÖÜ][\w’'-]+(?: [A-ZÄÖÜ][\w’'-]+){1,3}) "
    r"(?P<rest>(?P<verb>[a-zäöüß]\w+) [\w’'%€$&/ -]+)\."
)
_SMALL = re.compile(r"(?<![\w.])[a-zäöüß]\w+")
_MANY = frozenset(
    "sind waren haben hatten werden wurden würden können konnten wollen sollen are were have do "
    "did".split()
)
# Right after the verb these are its subject; what stood before it is none.
_SUBJECTS = frozenset("der es man ich er wir ihr".split())
# With one of these a sentence goes on from the one before it, which the question would not have.
_GOING_ON = frozenset(
    "auch hingegen dagegen jedoch allerdings aber dabei zudem außerdem daher deshalb trotzdem "
    "dennoch zunächst dann danach also too however then therefore nevertheless".split()
)
_FEWEST_NOUNS = 2  # in German: "Wer weist den Vorwurf zurück?" may be asked of many articles
_VERB_END = {"de": re.compile(r"\w{2,}te?"), "en": re.compile(r"\w{2,}(?:s|ed)")}
_WHO = {"de": "Wer", "en": "Who"}


def own_questions(articles: Sequence[Article], language: Language) -> Iterator[tuple[str, Article]]:
    """Yield questions with the articles that should answer them, at most one an article.

    Those in ``language`` come first: a question is in the language of its article.
    """
    seen = articles[:: -(-len(articles) // ARTICLES) or 1]
    small = set(chain.from_iterable(_SMALL.findall(article.text) for article in seen))
    for article in sorted(seen, key=lambda article: article.language != language):
        if question := next(_questions(article, small), None):
            yield question, article


def _questions(article: Article, small: Collection[str]) -> Iterator[str]:
    """Yield an article's questions; ``small`` are the words that are also written small."""
    for sentence in split_sentences(article.text):
        found = _PLAIN.fullmatch(article.text[sentence.start : sentence.end])
        if found is None or not _may_be_verb(fold(found["verb"]), article.language):
            continue
        # "Beim Start" and "Beide Parteien" are no names: "beim" and "beide" are written small too.
        if any(word.lower() in small or _is_time(word) for word in found["name"].split()):
            continue
        rest = found["rest"].split()
        question = f"{_WHO[article.language]} {' '.join(rest)}?"
        fits = question.count(" ") + 1 >= _FEWEST_WORDS and len(question) <= _MOST_CHARS
        goes_on = any(word.lower() in _GOING_ON for word in rest)
        stands = rest[1] not in _SUBJECTS and not goes_on and not leans(question)
        tells = _says_what(rest, article.language)
        if fits and stands and tells and not any(map(_is_time, rest)):
            yield question


def _says_what(rest: Sequence[str], language: Language) -> bool:
    """Tell whether the words behind the name tell which article is meant."""
    return language != "de" or sum(word[0].isupper() for word in rest) >= _FEWEST_NOUNS


def _may_be_verb(form: str, language: Language) -> bool:
    """Tell whether a word may be the verb of one person."""
    if form in VERBS:
        return form not in _MANY
    function = form in STOPWORDS["de"] or form in STOPWORDS["en"]
    return not function and _VERB_END[language].fullmatch(form) is not None


def _is_time(word: str) -> bool:
    """Tell whether a word means a time; after some weeks nobody asks for "am Montag"."""
    return "time" in flags_of(fold(word)) and not word.isdigit()
