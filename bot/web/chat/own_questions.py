"""Questions made of an archive's own sentences: a question word for what stands before the verb.

"Anna Huber leitet das Museum." becomes "Wer leitet das Museum?", and "Im Jahr 1975 wurde das Museum
gegründet." becomes "Wann wurde das Museum gegründet?". In German such a sentence, its beginning
replaced, is a question, in English where the beginning is the subject. Whether it is answered is
for the bot to say.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from bot.question.anaphora import leans
from bot.question.tokens import BEFORE_NOUNS, VERBS
from bot.text.mentions import times
from bot.text.sentences import split_sentences
from index.metadata.months import WHOLE_MONTHS
from index.text.analyze import STOPWORDS, Language, fold
from index.types import Article

ARTICLES = 300  # that are looked at, evenly spread
_FEWEST_WORDS, _MOST_CHARS = 5, 100
# What comes behind the verb: nothing but words and numbers, no clause, but for who has said it.
_REST = (
    r"(?P<rest>(?P<verb>[a-zäöüß]\w+) [\w’'%€$&/ -]+?)"
    r"(?:, (?:wie|sagte|so|hieß|heißt|teilte|berichtete|berichtet|erklärte|meldete|said|according)"
    r"\b.*)?\."
)
# A name of two words or more, then one in lower case.
_WHO_DOES = re.compile(rf"(?P<first>[A-ZÄÖÜ][\w’'-]+(?: [A-ZÄÖÜ][\w’'-]+){{1,3}}) {_REST}")
_MONTHS = "|".join(map(str.title, WHOLE_MONTHS))
_WHEN_IT_DOES = re.compile(
    rf"(?P<first>(?P<since>Seit )?(?:Im Jahr |(?:Im |Am \d{{1,2}}\. )?(?:{_MONTHS}) |(?<=Seit ))"
    rf"\d{{4}}) {_REST}"
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
_ABOUT = {"de": "Welche Artikel gibt es zu {name}?", "en": "Which articles are there on {name}?"}
# A name of two or three words that stands within a sentence.
_NAME = re.compile(
    r"\b(?P<before>[a-zäöüß]+),? "
    r"(?P<name>[A-ZÄÖÜ][a-zäöüß]\w*(?: [A-ZÄÖÜ][a-zäöüß][\w-]+){1,2})\b(?![ -][A-ZÄÖÜ])"
)
# An example of a list names what is in so many articles at least, and at most in this share of all.
_FEWEST_LISTED, _MOST_SHARE = 2, 0.5


def own_questions(articles: Sequence[Article], language: Language) -> Iterator[tuple[str, Article]]:
    """Yield questions with the articles that should answer them, at most one an article.

    Those in ``language`` come first: a question is in the language of its article.
    """
    seen = _some_of(articles)
    small = _small_words(seen)
    for article in sorted(seen, key=lambda article: article.language != language):
        if question := next(_questions(article, small), None):
            yield question, article


def own_lists(articles: Sequence[Article], language: Language) -> Iterator[str]:
    """Yield questions for the articles about a name, that which most of them hold first.

    A name that more than half of them hold says too little.
    """
    seen = _some_of(articles)
    small = _small_words(seen)
    held: Counter[str] = Counter()
    led: set[str] = set()  # by a determiner
    for article in seen:
        found = {(match["before"], match["name"]) for match in _NAME.finditer(article.text)}
        # Behind one a name may have an ending that it has not elsewhere: "der Vereinten Nationen".
        led |= {name for before, name in found if before in BEFORE_NOUNS}
        held.update(sorted({name for _, name in found}))
    named: set[str] = set()
    for name, count in held.most_common():
        words = name.split()
        if count < _FEWEST_LISTED:
            return
        if count > _MOST_SHARE * len(seen) or name in led or not named.isdisjoint(words):
            continue
        if not any(word.lower() in small or _is_time(word) for word in words):
            named.update(words)
            yield _ABOUT[language].format(name=name)


def _some_of(articles: Sequence[Article]) -> Sequence[Article]:
    return articles[:: -(-len(articles) // ARTICLES) or 1]


def _small_words(articles: Sequence[Article]) -> Collection[str]:
    """Return the words that are also written small: capitals do not make a name of them."""
    return set(chain.from_iterable(_SMALL.findall(article.text) for article in articles))


def _questions(article: Article, small: Collection[str]) -> Iterator[str]:
    """Yield an article's questions; ``small`` are the words that are also written small."""
    for sentence in split_sentences(article.text):
        text = article.text[sentence.start : sentence.end]
        if found := _WHO_DOES.fullmatch(text):
            # "Beim Start" and "Beide Parteien" are no names: "beim", "beide" are written small too.
            if any(word.lower() in small or _is_time(word) for word in found["first"].split()):
                continue
            asks = _WHO[article.language]
            is_verb = _may_be_verb(fold(found["verb"]), article.language)
        elif article.language == "de" and (found := _WHEN_IT_DOES.fullmatch(text)):
            asks = "Seit wann" if found["since"] else "Wann"
            is_verb = fold(found["verb"]) not in STOPWORDS["de"] - VERBS
        else:
            continue
        rest = found["rest"].split()
        question = f"{asks} {' '.join(rest)}?"
        if is_verb and _stands_alone(question, rest, article.language):
            yield question


def _stands_alone(question: str, rest: Sequence[str], language: Language) -> bool:
    """Return whether a question, whose words from the verb on are ``rest``, needs no other words.

    It has to tell which article is meant, too.
    """
    fits = question.count(" ") + 1 >= _FEWEST_WORDS and len(question) <= _MOST_CHARS
    goes_on = any(word.lower() in _GOING_ON for word in rest)
    return (
        fits
        and not goes_on
        and not leans(question)
        and (rest[1] not in _SUBJECTS or question.startswith(("Wann", "Seit")))
        and _says_what(rest, language)
        and not any(map(_is_time, rest))
    )


def _says_what(rest: Sequence[str], language: Language) -> bool:
    """Return whether the words behind the name say which article is meant."""
    return language != "de" or sum(word[0].isupper() for word in rest) >= _FEWEST_NOUNS


def _may_be_verb(form: str, language: Language) -> bool:
    """Return whether a word may be the verb of one person."""
    if form in VERBS:
        return form not in _MANY
    function = form in STOPWORDS["de"] or form in STOPWORDS["en"]
    return not function and _VERB_END[language].fullmatch(form) is not None


def _is_time(word: str) -> bool:
    """Return whether a word means a time; after some weeks nobody asks for "am Montag"."""
    return bool(times(word)) and not word.isdigit()
