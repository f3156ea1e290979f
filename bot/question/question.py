"""A question as typed → what is asked: its terms, its language, and the kind of answer."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from bot.question.anaphora import names_only_a_time
from bot.question.completed import Completed
from bot.question.completion import complete
from bot.question.time import AskedTime, asked_time, without_times
from bot.question.tokens import ASKING, words_of
from index.errors import QuestionError
from index.text.analyze import Language, fold, is_content, language_of, query_terms, stem, tokens

MAX_QUESTION_CHARS = 500

Kind = Literal["how_much", "when", "where", "who", "why", "how", "yes_no", "what"]
KINDS: tuple[Kind, ...] = get_args(Kind)

# The first that matches wins: "Seit wann" before "Wie", "How many" before "How".
_KINDS: tuple[tuple[Kind, str], ...] = (
    (
        "how_much",
        r"wie\s?(?:viele?[rnms]?|hoch|gro(?:ß|ss)|lange?|teuer|alt|weit|oft|stark|schnell|schwer)"
        r"|how (?:much|many|high|large|big|long|old|far|often|expensive|tall|heavy)"
        r"|what (?:per ?cent(?:age)?|share|sum|amount|number)|what (?:do|does|did|will) .+ cost"
        r"|was (?:kosten|kostet|kostete|kosteten|zahlen|zahlt|zahlte|zahlten|verdient|verdiente)"
        r"|was (?:soll|sollte|sollen|sollten|wird|werden|würde) .+ kosten"
        r"|welche[rn]? (?:summe|betrag|anteil|zahl)",
    ),
    (
        "when",
        r"wann|when|(?:in )?welche[mnrs] (?:jahr|monat|tag|datum|jahrhundert|zeitpunkt)"
        r"|(?:what|which) (?:year|month|day|date|century)",
    ),
    (
        "where",
        r"wo|wohin|woher|where"
        r"|(?:in |aus )?welche[mrsn] (?:land|stadt|ort|staat|gemeinde|bundesland)"
        r"|(?:what|which) (?:country|city|town|place|state)",
    ),
    (
        "who",
        r"wer|wen|wem|wessen|who|whom|whose"
        r"|welche[mnrs]? (?:\w+ )?[A-ZÄÖÜ]\w*(?:er|erin|ist|istin|or|orin|ent|entin|mann|frau|chef"
        r"|chefin|partei|firma|konzern|unternehmen|bank|verein|behörde|gruppe|organisation)",
    ),
    (
        "why",
        r"warum|weshalb|wieso|wozu|wofür|womit begründet\w*|(?:aus )?welche[mnrs]? "
        r"(?:gr(?:und|ünde|ünden)|ursachen?|motive?|zwecke?)|why|(?:for )?what reasons?|what for",
    ),
    ("how", r"wie|wodurch|womit|auf welche (?:weise|art)|mit welche[mnr]|how|in what way"),
    (
        "what",
        r"was|what|welche[mnrs]?|which|wo(?:r?(?:in|an|auf|aus|über|um|unter|von|zu|bei|nach))",
    ),
)
_ASKS_YES_NO = re.compile(
    r"(?:ist|sind|war|waren|hat|haben|hatte|hatten|wird|werden|wurde|wurden|kann|können|konnte"
    r"|darf|dürfen|muss|müssen|soll|sollen|will|wollen|gibt|gab|gilt|bleibt|kommt|steht|stimmt|trifft|\w+te"
    r"|is|are|were|do|does|did|has|have|had|will|can|could|should|may|must)\b",
    re.IGNORECASE,
)
# Asked-for things are named right after these: "Welche Stadt", "Wie viele Treffer".
_HEAD_OPENERS = re.compile(
    r"\b(?:welche[mnrs]?|which|what|wie\s?viele?[rn]?|how (?:many|much)"
    r"|was für(?: eine?[mnrs]?)?)\b",
    re.IGNORECASE,
)
_HEAD_REACH_WORDS = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of a question: folded, and its stems in the question's and the other language.

    ``named`` marks a name or number: written large or with a digit, not as the first word.
    ``head`` marks the word that says what is asked for, as "Stadt" in "In welcher Stadt …?".
    """

    form: str
    stems: tuple[str, ...]
    named: bool
    head: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question that can be asked: as typed (cleaned), its language, and kind.

    ``completed`` is the text with what it leaves unsaid. ``terms`` are the content words of both,
    each as the stems under which an article may hold it. ``time`` is the time that it is about,
    None if it names none.
    """

    text: str
    completed: Completed
    language: Language
    terms: tuple[tuple[str, ...], ...]
    words: tuple[Word, ...]
    kind: Kind
    time: AskedTime | None = None

    @property
    def search_text(self) -> str:
        """What is searched for."""
        return str(self.completed)


def read_question(typed: str, history: Sequence[str] = (), person: str | None = None) -> Question:
    """Clean and analyse what was typed; ``history`` holds the earlier questions, oldest first.

    ``person`` is whom a pronoun may mean, as an answer named them.
    Raises QuestionError if it holds no letter or digit, or more than ``MAX_QUESTION_CHARS``.
    """
    if len(typed) > MAX_QUESTION_CHARS:
        raise QuestionError(
            f"The question has {len(typed):,} characters; at most {MAX_QUESTION_CHARS} are "
            "possible. Please ask it shorter."
        )
    # A lone surrogate cannot be encoded, and no article holds a control character.
    printable = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in typed)
    text = " ".join(unicodedata.normalize("NFC", printable).split())
    if not any(character.isalnum() for character in text):
        raise QuestionError("The question is empty. Please type one, such as: Wer …? Wann …?")
    completed = complete(text, history, person)
    search_text = str(completed)
    language = language_of(text)
    return Question(
        text=text,
        completed=completed,
        language=language,
        terms=tuple(query_terms(search_text)),
        words=_content_words(search_text),
        kind=_asked_kind(text, search_text, language),
        time=asked_time(search_text, date.today()),
    )


def without_time_words(question: Question) -> Question:
    """Return the question without the words that name its time, for where that narrows already.

    An article of 2023 need not hold "2023". A question of nothing but a time keeps its words.
    """
    if question.time is None:
        return question
    rest = without_times(question.search_text, date.today())
    words = _content_words(rest)
    return replace(question, terms=tuple(query_terms(rest)), words=words) if words else question


def without_time(question: Question) -> Question | None:
    """Return the question as asked of no time, still to be answered of its time; None if it is.

    Where an article's date alone gives the time, the words that name it only mislead.
    """
    if question.time is None:
        return None
    bare = without_times(question.search_text, date.today())
    completed = question.completed
    if completed.asks_again and names_only_a_time(question.text):
        bare = without_times(completed.taken, date.today())  # of "Und 2018? (Wie viele kamen?)"
    if not any(word.content for word in words_of(bare)):
        return None
    return replace(read_question(bare), time=question.time)


def _content_words(text: str) -> tuple[Word, ...]:
    """Return the content words in order, each form once, as it first stands."""
    own = language_of(text)
    other: Language = "en" if own == "de" else "de"
    opener = _HEAD_OPENERS.search(text)
    head_from = opener.end() if opener else len(text)
    found: dict[str, Word] = {}
    head_seen = False
    after_opener = 0
    for token in tokens(text):
        surface = text[token.start : token.end]
        after_opener += token.start >= head_from
        if not is_content(token.form, own):
            continue
        noun = surface[0].isupper() or own == "en"
        reached = 0 < after_opener <= _HEAD_REACH_WORDS
        head = reached and not head_seen and noun and fold(surface) == token.form
        head_seen = head_seen or head
        named = token.start > 0 and (surface[0].isupper() or surface[0].isdigit())
        stems = tuple(dict.fromkeys((stem(token.form, own), stem(token.form, other))))
        found.setdefault(token.form, Word(token.form, stems, named, head))
    return tuple(found.values())


def _asked_kind(text: str, search_text: str, language: Language) -> Kind:
    """Return the kind that a question asks for itself; else that of what it took over."""
    asks_itself = any(word.form in ASKING for word in words_of(Completed.read(text).asking))
    return _kind_of(text if asks_itself else search_text, language)


def _kind_of(text: str, language: Language) -> Kind:
    """Return the kind by the first question word in the text, and for want of one by its verb."""
    if _ASKS_YES_NO.match(text) or (language == "en" and text.startswith("Was ")):
        return "yes_no"
    for kind, pattern in _KINDS:
        if re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE):
            return kind
    return "what"
