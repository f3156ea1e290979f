"""Questions over made sentences in which something stands beside the answer that is like it.

Of "acht ihrer 23 Filialen" one number answers, of winner and loser one name, of three prices that
of the group that is asked for. People ask such questions rarely, and a reader that has seen few of
them takes the likest words. A frame is a sentence with slots and with brackets around what answers
a question; slots are filled from word lists, and sentences of real articles stand around it.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bot.lab.training.sources import Asked
from bot.text.sentences import split_sentences

# Of the frame's questions that have no answer so many are asked for each that has one.
UNANSWERED = 0.4
# How many sentences of another text stand around a made one, at most.
AROUND = 4
_SLOT = re.compile(r"\{(\w+)\}")
_BRACKET = re.compile(r"\[(\w):([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Frame:
    """A made text, and questions about it: (question, the letter of the bracket that answers).

    "-" marks a question that the text does not answer, though it is like one that it does.
    """

    text: str
    asks: tuple[tuple[str, str], ...]
    language: str = "de"


_FIRST = (
    "Anna Jonas Maria Lukas Sabine Peter Julia Thomas Ayşe Markus Elena Stefan Katrin Jan Birgit "
    "Emre Helga Oliver Nadia Felix Ingrid Paul Renate Simon Laura Georg Petra Daniel Ute Martin"
).split()
_LAST = (
    "Berger Hofer Lindner Krause Özdemir Wagner Seidl Neumann Pichler Schuster Vogel Reuter Kern "
    "Baumann Lang Steiner Brandt Horvat Fuchs Keller Winkler Ebner Marx Friedl Graf Haas Jung "
    "Köhler Moser Nowak Ott Pohl Roth Sommer Thiele Ulrich Voss Weiss Zimmer Auer"
).split()
_TOWN = [
    start + end
    for start in "Ahl Birken Dorn Eschen Gruben Hohen Kalten Lauter Neu Ober Stein Wald".split()
    for end in "bach berg dorf feld hausen heim stadt tal".split()
]
_WORDS: dict[str, Sequence[str]] = {
    "town": _TOWN,
    "firm": [
        f"{kind} {name}"
        for kind in ("die Bäckerei", "die Spedition", "die Brauerei", "die Drogerie")
        for name in _LAST[:20]
    ],
    "shops": "Filialen Märkte Läden Standorte Werke Niederlassungen".split(),
    "staff": "Beschäftigten Mitarbeitern Angestellten Stellen Arbeitsplätzen".split(),
    "people": "Schülerinnen Helfern Bewohnern Mitgliedern Läuferinnen Lehrlingen".split(),
    "crowd": "Besucher Gäste Teilnehmer Zuschauer Pilger Radfahrer".split(),
    "building": "Brücke Schule Sporthalle Bibliothek Umfahrung Kläranlage Turnhalle".split(),
    "event": "Messe Ausstellung Konferenz Kirmes Buchwoche Filmschau".split(),
    "vote": ["Wahl zum Bürgermeister", "Abstimmung", "Wahl des Vorstands", "Wahl des Dekans"],
    "match": "Finale Endspiel Halbfinale Turnier Derby".split(),
    "role": "Bürgermeisterin Direktor Trainer Rektorin Sprecher Intendant".split(),
    "other_role": "Kassier Chefarzt Schulwart Kapitän Pfarrer Dirigent Archivarin".split(),
    "house": "Museum Hallenbad Bürgeramt Archiv Tierheim Planetarium".split(),
    "group": "Kinder Studierende Senioren Familien Gruppen Jugendliche".split(),
    "other_group": "Lehrlinge Soldaten Arbeitslose Vereine Schulklassen".split(),
    "measure": "Umsatz Gewinn Verbrauch Preis Haushalt Schuldenstand".split(),
    "count": ["Zahl der Geburten", "Zahl der Unfälle", "Zahl der Gäste", "Zahl der Mitglieder"],
    "topic": "das Tempolimit|die Maut|den Neubau|die Reform|das Verbot|den Sparplan".split("|"),
    "day": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split(),
    "month": "Jänner Februar März April Mai Juni Juli August September Oktober November".split(),
    "reason": [
        "weil das Geld fehlt",
        "weil die Nachfrage sinkt",
        "wegen eines Wasserschadens",
        "nach Protesten der Anrainer",
        "weil ein Gutachten fehlt",
    ],
}
_SMALL = "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()


def _read_frames() -> tuple[Frame, ...]:
    read = tomllib.loads(Path(__file__).with_name("frames.toml").read_text(encoding="utf-8"))
    return tuple(
        Frame(one["text"], tuple(map(tuple, one["asks"])), one.get("language", "de"))
        for one in read["frame"]
    )


FRAMES = _read_frames()


def contrasts(
    around: Sequence[str], count: int, seed: int = 0
) -> tuple[dict[str, str], list[Asked]]:
    """Return made texts and questions about them, ``count`` in all, the same for the same seed.

    ``around`` are texts whose sentences stand before and behind a made one; it may be empty.
    """
    random = Random(seed)
    texts: dict[str, str] = {}
    questions: list[Asked] = []
    while len(questions) < count:
        frame = random.choice(FRAMES)
        name = f"contrast-{len(texts):05}"
        filled = _values(random)
        text, places = _parsed(_fill(frame.text, filled))
        before, behind = _surroundings(random.choice(around) if around else "", random)
        texts[name] = before + text + behind
        for question, letter in _chosen(frame.asks, random):
            start, end = places.get(letter, (0, 0))
            spans = ((len(before) + start, len(before) + end),) if letter in places else ()
            asked = _fill(question, filled)
            key = f"{name}-{len(questions)}"
            questions.append(Asked(key, asked, frame.language, name, spans, "contrast"))
    return texts, questions[:count]


def _chosen(asks: Sequence[tuple[str, str]], random: Random) -> Iterator[tuple[str, str]]:
    """Yield one question that the text answers, if there is one, and now and then one it does not.

    Not all of a text: it would be seen too often.
    """
    answered = [ask for ask in asks if ask[1] != "-"]
    others = [ask for ask in asks if ask[1] == "-"]
    if answered:
        yield random.choice(answered)
    if others and (not answered or random.random() < UNANSWERED):
        yield random.choice(others)


def _values(random: Random) -> dict[str, str]:
    """Return what the slots of one text and of its questions are filled with."""
    values = {name: random.choice(words) for name, words in _WORDS.items()}
    values["town2"] = random.choice([town for town in _TOWN if town != values["town"]])
    values["day"], values["day2"] = random.sample(_WORDS["day"], 2)
    values["days"], values["days2"] = (f"{values[day].lower()}s" for day in ("day", "day2"))
    values["Firm"] = values["firm"][0].upper() + values["firm"][1:]
    lasts = random.sample(_LAST, 3)
    for slot, last in zip(("person", "person2", "person3"), lasts, strict=True):
        values[slot] = f"{random.choice(_FIRST)} {last}"
    values["last"] = lasts[0]
    few, many = random.randint(2, 40), random.randint(41, 900)
    values["few"] = _SMALL[few - 2] if few <= 12 and random.random() < 0.7 else str(few)
    values["Few"] = values["few"][0].upper() + values["few"][1:]
    values["many"] = str(many)
    for slot, low, high in (("price", 6, 60), ("price2", 1, 9)):
        euros = random.randint(low, high)
        values[slot] = f"{euros},{random.randint(1, 9)}0" if random.random() < 0.4 else str(euros)
    for slot, low, high in (("big", 40, 90), ("big2", 1, 39)):
        values[slot] = f"{random.randint(low, high)}.{random.randint(0, 999):03}"
    for slot, low, high in (("decimal", 10, 40), ("low", 1, 9)):
        values[slot] = f"{random.randint(low, high)},{random.randint(1, 9)}"
    first, second = random.sample(range(2017, 2036), 2)
    values["year"], values["year2"] = str(max(first, second)), str(min(first, second))
    values["hour"], values["hour2"] = str(random.randint(7, 11)), str(random.randint(14, 21))
    values["percent"] = f"{random.randint(50, 68)},{random.randint(0, 9)}"
    return values


def _fill(frame: str, values: dict[str, str]) -> str:
    return _SLOT.sub(lambda match: values[match[1]], frame)


def _parsed(marked: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """Return a text without its brackets, and where what stood in each is, by its letter."""
    text, last = "", 0
    places: dict[str, tuple[int, int]] = {}
    for match in _BRACKET.finditer(marked):
        text += marked[last : match.start()]
        places[match[1]] = (len(text), len(text) + len(match[2]))
        text += match[2]
        last = match.end()
    return text + marked[last:], places


def _surroundings(other: str, random: Random) -> tuple[str, str]:
    """Return some sentences of another text to stand before and behind a made one."""
    sentences = split_sentences(other)[:40]
    count = random.randint(0, min(AROUND, len(sentences)))
    if not count:
        return "", ""
    first = random.randint(0, len(sentences) - count)
    chosen = [other[one.start : one.end] for one in sentences[first : first + count]]
    cut = random.randint(0, count)
    before = "".join(f"{sentence}\n" for sentence in chosen[:cut])
    return before, "".join(f"\n{sentence}" for sentence in chosen[cut:])
