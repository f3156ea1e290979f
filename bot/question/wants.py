"""What a question wants: an answer, a list of articles, both, or nothing but a friendly word."""

import re
from dataclasses import dataclass
from typing import Literal

from bot.question.tokens import ASKING, LIGHT, VERBS, words_of
from bot.types import NoteKind, Order

Result = Literal["answer", "list", "both"]

_ARTICLES = (
    r"(?:(?:zeitungs|presse)?(?:artikel[n]?|berichte?n?|beiträgen?|beitrag|meldung(?:en)?"
    r"|nachricht(?:en)?|texte?n?|news|schlagzeilen?)|articles?|stories|reports?|coverage)"
)
_NEW = r"(?:(?:aller)?(?:neueste|neuste|letzte|jüngste|aktuelle|neue)[nrsm]?|latest|newest|recent)"
_ABOUT = (
    r"(?:über|zu[mr]?|von|vom|mit|rund um|bezüglich|betreffend|zum thema|about|on|of|regarding)"
)
_ASKED_POLITELY = r"(?:(?:bitte|mir|uns|mal|doch|please|me|us|noch|einmal)\s)*"
_COUNTED = r"(?:(?:alle[sn]?|die|sämtliche[n]?|mehr|every|all|the|any|some)\s)*"
# The first that matches wins; ``words`` is what the list is about.
_LISTS = tuple(
    re.compile(rf"(?:und |and )?(?:{pattern})[\s.?!]*", re.IGNORECASE)
    for pattern in (
        # Welche Artikel gibt es über X? Wie viele Berichte handeln von X?
        rf"(?:in |aus )?(?:welche[nrm]?|wie\s?viele?|was für|which|what|how many)\s(?:{_NEW}\s)?"
        rf"{_ARTICLES}\b(?:\s(?:gibt|gab|hast|habt|haben|hat|stehen|steht|sind|handeln|berichten"
        r"|berichtet|beschäftigen|befassen|erschienen|are|is|have|has|do|does|were|was|there|you|we"
        r"|es|du|ihr|wir|sie|sich|etwas|was|geht|um|genannt|erwähnt|erwähnen|nennen|written|mention"
        rf"|deal|vom|zum))*\s(?:{_ABOUT}|um|with|davon)\s(?P<words>.+?)"
        r"(?:\s(?:vor|geschrieben|erschienen|veröffentlicht|berichtet|gibt|gibt es|there))?",
        rf"(?:which|what)\s{_ARTICLES}\smention\s(?P<words>.+)",
        rf"(?:welche)\s(?:{_NEW}\s)?{_ARTICLES}\s(?:erwähnen|nennen|behandeln)\s(?P<words>.+)",
        rf"in\swelchen\s{_ARTICLES}\s(?:kommt|wird|werden|kommen|steht)\s(?P<words>.+?)\s"
        r"(?:vor|erwähnt|genannt)",
        # Nenne mir alle Artikel über X. Zeig alles zu X.
        rf"(?:nenne?|zeige?|liste?|suche?|finde?|gib|such|show|list|find|give|get)\s"
        rf"{_ASKED_POLITELY}{_COUNTED}(?:{_NEW}\s)?(?:{_ARTICLES}\s)?(?:auf\s)?"
        rf"(?:(?:die|that)\s.*?)?{_ABOUT}\s(?P<words>.+?)(?:\s(?:auf|an|raus|heraus|handeln))?",
        rf"ich (?:suche|brauche|möchte|will|hätte gern)\s{_COUNTED}(?:{_NEW}\s)?{_ARTICLES}\s"
        rf"{_ABOUT}\s(?P<words>.+?)(?:\s(?:sehen|lesen|haben))?",
        # Artikel, in denen es um X geht; alle Artikel, die X erwähnen
        rf"(?:(?:nenne?|zeige?|suche?|finde?|show|find|list)\s{_ASKED_POLITELY})?{_COUNTED}"
        rf"{_ARTICLES},?\s(?:in denen|wo|die|which|that|where)\s(?:es\s)?(?:sich\s)?"
        rf"(?:(?:um|von|über|mit)\s)?(?P<words>.+?)\s(?:geht|handeln|berichten|erwähnen|nennen"
        r"|vorkommt|erwähnt wird|befassen|beschäftigen|steht)",
        r"(?:articles|reports|stories)\s(?:that|which)\smention\s(?P<words>.+)",
        rf"welche\s{_ARTICLES}\s(?:liegen|liegt)\s{_ABOUT}\s(?P<words>.+?)\svor",
        # Alles über X, alle Artikel zu X, Artikel zu X, die neuesten Meldungen zu X.
        rf"(?:alles|everything|all)\s(?:{_NEW}\s)?{_ABOUT}\s(?P<words>.+)",
        rf"{_COUNTED}(?:{_NEW}\s)?{_ARTICLES}\s{_ABOUT}\s(?P<words>.+)",
        # Gibt es Artikel über X? Was gibt es Neues zu X?
        rf"(?:gibt es|gab es|hast du|habt ihr|haben sie|are there|do you have|is there)\s"
        rf"(?:(?:auch|schon|etwas|was|irgendetwas|noch)\s)*{_COUNTED}(?:{_NEW}\s)?"
        rf"(?:{_ARTICLES}\s)?(?:neues\s)?(?:über|zum thema|zu[mr]?|about|on)\s(?P<words>.+)",
        rf"(?:was gibt(?: e)?s|what is|what's)\s(?:alles\s)?(?:neues|new)\s"
        rf"(?:{_ABOUT}|bei|with)\s(?P<words>.+)",
        rf"(?:was|what)\s(?:wurde|ist|hat man|has been|was)\s(?:alles\s)?{_ABOUT}\s(?P<words>.+?)"
        r"\s(?:geschrieben|berichtet|erschienen)(?:\sworden)?",
        r"(?:what has been|what was)\s(?:written|reported)\s(?:about|on)\s(?P<words>.+)",
        r"(?:was|what) (?:steht|schreiben|schreibt|do|does)\s.*?(?:artikeln?|articles)\s.*?"
        r"(?:über|about|on)\s(?P<words>.+?)(?:\ssay)?",
    )
)
_IS_NEW = re.compile(rf"\b(?:{_NEW}|neues|new)\b", re.IGNORECASE)
_LEADING = re.compile(r"^(?:de[rnms]|die|das|dem thema|the|a|an|thema|topic)\s+", re.IGNORECASE)
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


def wanted(question: str) -> Wanted:
    """Return what a question wants.

    A question for articles wants a list; mere keywords want an answer, and the list below it.
    """
    for pattern in _LISTS:
        if match := pattern.fullmatch(question):
            words = _LEADING.sub("", match["words"].strip(" .?!„“\"'"), count=1)
            asked = question[: match.start("words")]
            return Wanted("list", words, "newest" if _IS_NEW.search(asked) else "best")
    if _is_keywords(question):
        return Wanted("both", question)
    return Wanted("answer")


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
