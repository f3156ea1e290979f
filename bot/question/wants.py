"""What a question wants: an answer, a list of articles, both, or nothing but a friendly word."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.question.time import asked_time, without_times
from bot.question.tokens import ASKING, LIGHT, VERBS, words_of
from bot.types import NoteKind, Order

Result = Literal["answer", "list", "both"]

_ARTICLES = (
    r"(?:(?:zeitungs|presse)?(?:artikel[n]?|bericht(?:en?)?|beiträgen?|beitrag|meldung(?:en)?"
    r"|nachricht(?:en)?|texte?n?|news|schlagzeilen?)|articles?|stories|reports?|coverage)"
)
_NEW = r"(?:(?:aller)?(?:neueste|neuste|letzte|jüngste|aktuelle|neue)[nrsm]?|latest|newest|recent)"
_ABOUT = (
    r"(?:über|zu[mr]?|von|vom|mit|rund um|bezüglich|betreffend|zum thema|about|on|of|regarding)"
)
_CALLED = (
    r"(?:(?:zeitungs)?artikel|nachrichten|meldungen|schlagzeilen|berichte|beiträge|articles?|news"
    r"|coverage|headlines)"
)
# What may stand before "Artikel" where these are wanted, and between them and what they are about.
_LEAD = (
    r"(?:(?:und|and|bitte|mir|uns|mal|doch|please|me|us|noch|einmal|nenne?|zeige?|listen?|suche?|finde?"
    r"|gib|show|list|find|give|get|gibt|gab|es|hast|habt|haben|du|ihr|sie|ich|i|brauche|möchte|will"
    r"|want|need|hätte|gerne?|welche[nrm]?|wie|viele?|was|für|in|aus|which|what|how|many|eine?n?|a|an"
    r"|alle[nrs]?|die|der|den|das|sämtliche[nr]?|mehr|weitere[nr]?|every|all|the|any|some|of|are|is"
    rf"|there|do|you|have|we|übersicht|{_NEW})\s)*"
)
_FILL = (
    r"(?:,?\s(?:gibt|gab|es|hast|habt|haben|hat|du|ihr|wir|sie|sich|stehen|steht|sind|liegen|handeln"
    r"|berichten|berichtet|beschäftigen|befassen|erschienen|erscheinen|geschrieben|veröffentlicht|auf"
    r"|genannt|erwähnt|die|denen|in|wo|geht|that|which|are|is|have|has|do|were|there|you|we|written"
    r"|published|deal|dealing))*"
)
_MENTION = r"um|with|davon|erwähnen|nennen|behandeln|mention(?:s|ing)?"
_TRAIL = (
    r"(?:\s(?:vor|auf|an|raus|heraus|geschrieben|erschienen|veröffentlicht|berichtet|gibt|es|there"
    r"|handeln|geht|erwähnen|nennen|sehen|lesen|haben|befassen|beschäftigen|berichten|vorliegen"
    r"|wurden|worden))*"
)
# The first that matches wins; ``words`` is what the list is about.
_LISTS = tuple(
    re.compile(rf"(?:und |and )?(?:{pattern})[\s.?!]*", re.IGNORECASE)
    for pattern in (
        # Welche Artikel gibt es über X? Zeig mir alle Berichte, die sich mit X befassen.
        rf"{_LEAD}{_ARTICLES}{_FILL}\s(?:{_ABOUT}|{_MENTION})\s(?P<words>.+?){_TRAIL}",
        rf"{_LEAD}{_ARTICLES},?\s(?:die|in denen)\s(?P<words>.+?)\s(?:erwähnen|nennen|behandeln"
        r"|vorkommt|vorkommen|erwähnt wird)",
        rf"in\swelchen\s{_ARTICLES}\s(?:kommt|wird|werden|kommen|steht)\s(?P<words>.+?)\s"
        r"(?:vor|erwähnt|genannt)",
        # Alles zu X, zeig mir alles über X, anything on X
        rf"{_LEAD}(?:alles|everything|all|anything)\s(?:{_NEW}\s)?{_ABOUT}\s(?P<words>.+?){_TRAIL}",
        # Was gibt es Neues zu X? Gibt es etwas über X?
        r"(?:was\s)?(?:gibt(?: e)?s|gab es|hast du|habt ihr|haben sie|are there|do you have"
        r"|is there|what is|what's)"
        r"\s(?:(?:auch|schon|etwas|was|irgendetwas|noch|alles|anything|neues|new)\s)+"
        rf"(?:{_ABOUT}|bei|with)\s(?P<words>.+)",
        # Neues zu X, the latest on X, erzähl mir etwas über X
        rf"(?:das\s|the\s)?(?:neues|neuigkeiten|aktuelles|{_NEW})\s{_ABOUT}\s(?P<words>.+)",
        r"(?:tell|erzähle?|erzählen sie|berichte|berichten sie)\s(?:me|us|mir|uns)"
        r"(?:\s(?:bitte|alles|etwas|was|mehr|all|more|everything|something|please))*"
        rf"\s{_ABOUT}\s(?P<words>.+)",
        # Show me X articles, zeig mir X-Artikel
        r"(?:show|list|find|zeige?|suche?|finde?|gib)\s"
        r"(?:(?:me|us|mir|uns|bitte|please|mal|alle|all|die|the)\s)*"
        rf"(?!{_NEW}\b)(?P<words>[^,?]+?)[\s-]{_CALLED}",
        # Was weißt du über X? Was ist über X bekannt? What do you know about X?
        r"(?:was|what)\s(?:weißt|weisst|wisst|wissen|hast|habt|haben|do)\s(?:du|ihr|sie|wir|you|we)"
        rf"(?:\s(?:alles|know|have))*\s(?:{_ABOUT})\s(?P<words>.+?)(?:\sgespeichert)?",
        rf"(?:was|what)\s(?:wurde|ist|hat man|has been|was)\s(?:alles\s)?{_ABOUT}\s(?P<words>.+?)"
        r"\s(?:geschrieben|berichtet|erschienen|bekannt)(?:\sworden)?",
        r"(?:what has been|what was)\s(?:written|reported)\s(?:about|on)\s(?P<words>.+)",
        rf"was (?:steht|schreiben)\s(?:{_ABOUT}\s)?(?P<words>.+?)\sin den {_ARTICLES}",
        r"(?:was|what) (?:steht|schreiben|schreibt|do|does)\s.*?(?:artikeln?|articles)\s.*?"
        r"(?:über|about|on)\s(?P<words>.+?)(?:\ssay)?",
    )
)
# Keywords, one of which says that articles are wanted: "Siemens news", "Artikel Siemens".
_KEYWORDS = re.compile(
    rf"(?:{_CALLED}\s(?P<behind>.+)|(?P<before>.+?)[\s-]{_CALLED})", re.IGNORECASE
)
_NAMES_ARTICLES = re.compile(rf"{_LEAD}{_ARTICLES}\b", re.IGNORECASE)
_IS_NEW = re.compile(rf"\b(?:{_NEW}|neues|new)\b", re.IGNORECASE)
_LEADING = re.compile(r"^(?:de[rnms]|die|das|dem thema|the|a|an|thema|topic)\s+", re.IGNORECASE)
_ON = re.compile(
    rf"(?:(?:und|and|aber|nur|only|auch|oder|or|what about|how about|was ist mit)\s+)*"
    rf"(?:(?:{_ABOUT})\s+)?(?:(?:und|and|nur|only)\b)?",
    re.IGNORECASE,
)
_WHO_IS = re.compile(
    r"(?:wer|who)\s(?:ist|war|is|was)\s(?-i:(?:[A-ZÄÖÜ][\w'’.-]*\s)*(?P<name>[A-ZÄÖÜ][\w'’-]+))\W*",
    re.IGNORECASE,
)
# "Wer ist Bürgermeister Seeburg?" asks who has the office.
_ROLE = re.compile(
    r"(?<!Ex-)\b(?:\w*(?:bürgermeister|präsident|minister|kanzler|chef|direktor|trainer|sprecher"
    r"|vorstand|vorsitzende|leiter)(?:in|r)?|CEO|mayor|president|chairman|coach|head)\s",
    re.IGNORECASE,
)
_MOST_KEYWORDS = 8

_COURTESY = (
    r"(?:\W+(?:zitat|dir|ihnen|euch|sehr|schön|viel\w*|recht herzlich|much|very|a lot|again|so|dann"
    r"|noch|alles|also|ja|gut|super|toll|prima|und|ok|okay|klar))*"
)
_COURTESIES: tuple[tuple[NoteKind, str], ...] = (
    (
        "thanks",
        r"(?:(?:ok(?:ay)?|super|gut|toll|prima|perfekt|sehr gut|ah|ach so|aha|great|fine)\W+)?"
        r"(?:danke(?:schön)?|vielen (?:lieben )?dank|besten dank|herzlichen dank|merci|dank"
        r"|thanks?|thank you|thx|cheers|many thanks)"
        r"(?:\W+(?:für|das war|das hilft|for|that)\b[^.!?]{0,40})?"
        r"|ok(?:ay)?|alles klar|verstanden|super|toll|prima|perfekt|sehr gut|gut|aha|ach so"
        r"|gut gemacht|well done|cool|great|fine|nice|perfect|got it|i see|alright|passt|genau"
        r"|ja|nein|yes|no",
    ),
    (
        "greeting",
        r"(?:hallo|hi|hey|hello|guten (?:tag|morgen|abend)|grüß (?:gott|dich|sie)|servus|moin"
        r"|good (?:morning|evening|afternoon|day)|howdy)(?:\W+(?:zusammen|there|an alle))?"
        r"(?:\W+wie geht(?: e|')?s(?: dir| ihnen| so)?|\W+how are you)?"
        r"|wie geht(?: e|')?s(?: dir| ihnen| so)?|how are you",
    ),
    (
        "farewell",
        r"tschüss?|ciao|auf wiedersehen|auf wiederschauen|bis (?:bald|dann|später|morgen)|ade"
        r"|bye(?:[ -]?bye)?|good ?bye|see you(?: later| soon)?|schönen (?:tag|abend)"
        r"|have a nice day",
    ),
)
_SMALL_TALK = tuple(
    (kind, re.compile(rf"\W*(?:{pattern}){_COURTESY}\W*", re.IGNORECASE))
    for kind, pattern in _COURTESIES
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The result that a question wants; ``words`` is what a list of it is about, else empty."""

    result: Result
    words: str = ""
    order: Order = "best"


def asks_for_articles(question: str) -> bool:
    """Return whether a question that wants a list names articles: a fact would not answer it."""
    return _NAMES_ARTICLES.match(question) is not None


def wanted(question: str) -> Wanted:
    """Return what a question wants.

    A question for articles wants a list; mere keywords want an answer, and the list below it. The
    time stands behind what a list is about, wherever the question names it.
    """
    today = date.today()
    bare = without_times(question, today)
    time = asked_time(question, today)
    for pattern in _LISTS:
        match = pattern.fullmatch(bare)
        about = words_of(match["words"]) if match else []
        if match is None or not about or any(word.form in VERBS for word in about):
            continue  # "What is the report about?", "Die Berichte über Siemens waren falsch"
        words = _LEADING.sub("", match["words"].strip(" .?!„“\"'"), count=1)
        if time is not None:
            words = f"{words} {time.words}"
        asked = bare[: match.start("words")]
        return Wanted("list", words, "newest" if _IS_NEW.search(asked) else "best")
    if _is_keywords(question):
        called = _KEYWORDS.fullmatch(bare)
        if called is None:
            return Wanted("both", question)
        words = called["behind"] or called["before"]
        return Wanted("list", f"{words} {time.words}" if time is not None else words)
    return Wanted("answer")


def listed_on(fragment: str, before: str) -> Wanted | None:
    """Return the list that a fragment asks for after a question for one; None if it asks for none.

    "Und zu Siemens?" after "Alles zu Bosch 2023" wants that of Siemens, "Und 2018?" that of 2018.
    """
    last = wanted(before)
    if last.result != "list":
        return None
    today = date.today()
    own, time = asked_time(fragment, today), asked_time(last.words, today)
    about = _ON.sub("", without_times(fragment, today)).strip(" .?!,")
    words = about or without_times(last.words, today)
    times = own or time
    return Wanted("list", f"{words} {times.words}" if times else words, last.order)


def whom(question: str) -> str | None:
    """Return the last name of whom "Wer ist Eva Lang?" asks for; None for any other question."""
    match = _WHO_IS.fullmatch(question)
    return match["name"] if match and not _ROLE.search(match[0]) else None


def small_talk(typed: str) -> NoteKind | None:
    """Return what kind of courtesy something is, None if it may be a question."""
    text = " ".join(typed.split())
    return next((kind for kind, pattern in _SMALL_TALK if pattern.fullmatch(text)), None)


def _is_keywords(text: str) -> bool:
    """Return whether words are no sentence: nothing asked, no verb that a sentence would have."""
    if "?" in text or text.rstrip().endswith((".", "!")):
        return False
    words = words_of(text)
    if not 1 <= len(words) <= _MOST_KEYWORDS or not any(word.content for word in words):
        return False
    return not any(word.form in ASKING | VERBS | LIGHT for word in words)
