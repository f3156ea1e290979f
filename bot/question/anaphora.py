"""Whether a question leans on the conversation.

What it lacks is detected from its function words: a pronoun without a noun before it, "dort",
"davon", no noun or name at all.
"""

import re
from collections.abc import Sequence
from datetime import date

from bot.question.completed import Completed
from bot.question.time import without_times
from bot.question.tokens import (
    ASKING,
    BEFORE_ASKED_THING,
    LIGHT,
    VERBS,
    Word,
    is_adjective,
    may_be_verb,
    words_of,
)

_WHAT_ABOUT = re.compile(
    r"(?:(?:und|and) )?(?:was ist (?:mit|bei)|wie (?:ist|war|sieht) (?:es|das) (?:bei|mit|in)"
    r"|what about|how about)\b",
    re.IGNORECASE,
)
# "And the children?": English nouns are written as verbs are.
_THE_OTHER = re.compile(
    rf"(?:and|but) (?:the|their|his|her) (?!(?:{'|'.join(VERBS)})\b)[\w-]+\W*", re.IGNORECASE
)
_OPENERS = frozenset("und aber oder also nur and but or so only".split())
# With a time and nothing else these ask the last question again: "Und wie viele waren es 2018?".
_SAME_AGAIN = _OPENERS | frozenset(
    "wie viel viele hoch war waren es das ist sind sieht sah aus dann denn im jahr davor zuvor "
    "danach darauf how was is it many much were there the year before after".split()
)
_PREPOSITIONS = frozenset(
    "in im bei beim mit für von vom nach zu zum zur aus auf an am um über unter gegen ohne seit "
    "bis at for with from to about by on since until".split()
)
_PERSONAL = frozenset("er sie ihn ihm ihnen he she they it him them".split())
_POSSESSIVE = frozenset(
    "sein seine seinen seinem seiner seines ihr ihre ihren ihrem ihrer ihres his her hers its "
    "their theirs".split()
)
_PERSONS = (_PERSONAL | _POSSESSIVE) - frozenset("it they them its their theirs".split())
_POINTING = frozenset(
    "dies dort dorthin dorther da daher damals danach davor seitdem zuvor vorher nachher deshalb "
    "deswegen denen deren dessen derselbe dieselbe dasselbe there then those".split()
)
# "davon" points back; "davon, dass …" points ahead.
_DA_WORDS = frozenset(
    "dabei davon dafür dagegen damit darin daran darauf daraus darüber darunter dazu dahinter "
    "daneben dadurch jene jener jenes jenem jenen".split()
)
# Point back unless a time follows: "in diesem Jahr" is said of today.
_THIS = frozenset("dieser diese dieses diesem diesen this these".split())
_TIMES = frozenset(
    "jahr jahres jahre monat woche tag tage saison sommer winter herbst frühling frühjahr "
    "jahrhundert abend morgen year month week day season summer autumn spring century evening "
    "morning".split()
)
# "Wann genau?" asks for more, "Woher sollen diese kommen?" is a question of its own.
_LIGHT_BUT_NO_VERBS = frozenset(
    "viele vielen vieler vieles mehr meisten jemand niemand genau eigentlich überhaupt bitte schon "
    "exactly actually please else one ones someone anyone".split()
)
_VERBS_OR_POINTING = (
    VERBS | (LIGHT - _LIGHT_BUT_NO_VERBS) | _PERSONAL | _POINTING | _DA_WORDS | _THIS
)
# "Und zuletzt?" asks the last question of another time.
TIME_ADVERBS = frozenset(
    "zuletzt heute damals jetzt früher inzwischen bisher künftig today now then earlier later "
    "recently before".split()
)
# "Und im Jahr davor?" asks it of a year that lies so far from the last one.
YEARS_AWAY = {"davor": -1, "zuvor": -1, "before": -1, "danach": 1, "darauf": 1, "after": 1}
_ENGLISH_ASKING = frozenset("many much which what".split())
_ARTICLES = frozenset("der die das den dem des beim im vom zum zur the".split())
# With an article alone these mean one that was spoken of: things that articles name by these words,
# those of a line alike, …
_THINGS = tuple(
    tuple(line.split())
    for line in (
        "gesetz gesetzes law",
        "vertrag abkommen contract agreement",
        "urteil prozess verfahren trial",
        "studie umfrage bericht untersuchung study survey report",
        "unfall unglück brand accident fire",
        "anschlag angriff attack",
        "vorfall ereignis veranstaltung event",
        "konferenz treffen gipfel conference meeting",
        "ausstellung exhibition",
        "buch roman book",
        "film movie",
        "serie series",
        "stück album lied song",
        "spiel turnier rennen wettbewerb game match",
        "projekt bau project",
        "gerät produkt device",
    )
)
# … and what articles call by its name.
_NAMED_THINGS = frozenset(
    "firma unternehmen konzern betrieb hersteller verein verband partei organisation behörde "
    "institut stiftung kommission komitee gericht bank stadt gemeinde ort dorf land region staat "
    "insel gebäude haus anlage museum universität schule klub club mannschaft "
    "team band gruppe zeitung sender mann frau minister ministerin chef chefin präsident "
    "präsidentin autor autorin regisseur regisseurin sänger sängerin trainer trainerin spieler "
    "spielerin täter opfer politiker politikerin bürgermeister bürgermeisterin forscher "
    "forscherin künstler künstlerin company firm city town country "
    "party man woman president author director singer coach player".split()
)
_KINDS_OF_THINGS = _NAMED_THINGS.union(*_THINGS)


def leans(question: str) -> bool:
    """Return whether a question cannot be understood without the questions before it."""
    if Completed.read(question).taken:
        return False
    if is_fragment(question) or is_elliptical(question):
        return True
    words = words_of(question)
    if means_the_one_before(question):
        return True
    named = sum(word.names for word in words[_asked_thing(words) :])
    if any(_points_back(words, i, strongly=named > 2) for i in range(len(words))):
        return True
    if not any(word.names for word in words):
        return sum(word.content for word in words) < 3
    opened = words[0].form in _OPENERS
    few_names = sum(word.names for word in words) < 2
    return few_names and (opened or not any(map(may_be_verb, words)))


def means_the_one_before(question: str) -> bool:
    """Return whether the only thing named is a kind of thing, as known: "die Firma", "the film"."""
    return _known_thing(question) is not None


def thing_meant(question: str) -> tuple[str, ...]:
    """Return the words by which articles name what a question means as known: "die Studie".

    Empty if it means none, or one that they call by its name: "die Firma".
    """
    thing = _known_thing(question)
    return next((words for words in _THINGS if thing in words), ())


def _known_thing(question: str) -> str | None:
    words = words_of(question)
    named = [
        i for i, word in enumerate(words[_asked_thing(words) :], _asked_thing(words)) if word.names
    ]
    if len(named) != 1 or words[named[0]].form not in _KINDS_OF_THINGS:
        return None
    known = named[0] > 0 and words[named[0] - 1].form in _ARTICLES
    return words[named[0]].form if known else None


def means_a_person(question: str) -> bool:
    """Return whether a question has a pronoun that may mean one person: "er", "ihre", "his"."""
    return any(
        word.form in _PERSONS and (i == 0 or word.text[0].islower())  # else "Sie" is said to zitat
        for i, word in enumerate(words_of(question))
    )


def is_fragment(question: str) -> bool:
    """Return whether a question asks the last one again of something else: "Und in Wien?", "2018?".

    So does "Wie war es 2018?", which names nothing but a time.
    """
    if _WHAT_ABOUT.match(question):
        return True
    if _THE_OTHER.fullmatch(question) or names_only_a_time(question):
        return True
    words = words_of(without_times(question, date.today()))
    if not words or words[0].form not in _OPENERS | _PREPOSITIONS:
        return False
    rest = [word for word in words if word.form not in TIME_ADVERBS | YEARS_AWAY.keys()]
    return not any(word.form in ASKING or may_be_verb(word) for word in rest)


def names_only_a_time(question: str) -> bool:
    """Return whether a question names a time, and nothing else: "2018?", "Und im Jahr davor?"."""
    words = words_of(without_times(question, date.today()))
    named = len(words) < len(words_of(question)) or any(w.form in YEARS_AWAY for w in words)
    return named and all(word.form in _SAME_AGAIN for word in words)


def is_elliptical(question: str) -> bool:
    """Return whether a question asks for more of the last one: "Mit wie viel Prozent?", "Wann?".

    It has a question word, no verb, and names nothing but what is asked for.
    """
    words = words_of(question)
    if not any(word.form in ASKING for word in words):
        return False
    if any(word.form in _VERBS_OR_POINTING for word in words):
        return False
    rest = words[_asked_thing(words) :]
    return not any(word.content and word.form not in ASKING for word in rest)


def _points_back(words: Sequence[Word], i: int, strongly: bool) -> bool:
    """Return whether a word means something that the question has not named before it.

    If ``strongly``, only a pronoun counts: other words may have another sense.
    """
    word, earlier = words[i], words[:i]
    if word.names or any(w.names for w in earlier if w.clause < word.clause):
        return False
    following = words[i + 1] if i + 1 < len(words) else None
    if word.form in _PERSONAL:
        return i == 0 or word.text[0].islower()  # else the reader says "Sie" to zitat
    if word.form in _POSSESSIVE:
        first = 0 if strongly else _asked_thing(earlier)
        return not any(w.names for w in earlier[first:])
    if strongly:
        return False
    if word.form == "das":
        return not _is_article(words, i)
    if word.form == "that":
        return not (earlier and earlier[-1].content)
    if word.form == "es":
        return not any(w.names for w in words)
    if word.form in _THIS:
        return following is None or following.form not in _TIMES
    if word.form in _DA_WORDS:
        if earlier and earlier[-1].form in BEFORE_ASKED_THING:  # "Welche davon …?"
            return True
        return words[-1].clause == word.clause
    if word.form == "there" and earlier and earlier[-1].form in VERBS:
        return following is None
    return word.form in _POINTING


def _asked_thing(words: Sequence[Word]) -> int:
    """Return where the asking phrase ends, as "Für wie viele Stimmen"; 0 if none names a thing."""
    for i, word in enumerate(words):
        if word.form in BEFORE_ASKED_THING:
            german = word.form not in _ENGLISH_ASKING
            noun = next(
                (
                    j
                    for j in range(i + 1, len(words))
                    # German adjectives before a noun end in e, em, en, er or es: "zahlt" is a verb.
                    if not is_adjective(words[j]) or (german and words[j].form.endswith("t"))
                ),
                i,
            )
            return noun + 1 if words[noun].names else 0
    return 0


def _is_article(words: Sequence[Word], i: int) -> bool:
    """Return whether "das" is an article: a noun follows, adjectives at most between."""
    noun = next((word for word in words[i + 1 :] if not is_adjective(word)), None)
    return noun is not None and noun.names
