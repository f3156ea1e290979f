"""Questions over made sentences in which something stands beside the answer that is like it.

Of "acht ihrer 23 Filialen" one number answers, of winner and loser one name, of three prices that
of the group that is asked for. People ask such questions rarely, and a reader that has seen few of
them takes the likest words. A frame is a sentence with slots and with brackets around what answers
a question; slots are filled from word lists, and sentences of real articles stand around it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from bot.lab.training.sources import Asked
from bot.sentences import split_sentences

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

FRAMES = (
    # Part and whole.
    Frame(
        "{Firm} in {town} sperrt [a:{few}] ihrer [b:{many} {shops}] zu.",
        (
            ("Wie viele {shops} sperrt {firm} zu?", "a"),
            ("Wie viele {shops} hat {firm}?", "b"),
            ("Wie viele {shops} eröffnet {firm}?", "-"),
        ),
    ),
    Frame(
        "{Firm} baut [a:{few}] von [b:{many} {staff}] ab.",
        (
            ("Wie viele Stellen streicht {firm}?", "a"),
            ("Wie viele Leute arbeiten für {firm}?", "b"),
            ("Wie viele Leute stellt {firm} ein?", "-"),
        ),
    ),
    Frame(
        "Von [b:{many}] {people} in {town} bestanden [a:{few}] die Prüfung.",
        (
            ("Wie viele bestanden in {town} die Prüfung?", "a"),
            ("Wie viele traten in {town} zur Prüfung an?", "b"),
            ("Wie viele fielen in {town} im Vorjahr durch?", "-"),
        ),
    ),
    Frame(
        "[a:{Few}] der [b:{many}] {people} aus {town} sagten ab.",
        (("Wie viele aus {town} sagten ab?", "a"), ("Wie viele waren in {town} eingeladen?", "b")),
    ),
    # Prices and groups.
    Frame(
        "Im {house} von {town} zahlen Erwachsene [a:{price} Euro], {group} [b:{price2} Euro].",
        (
            ("Wie viel zahlen {group} im {house} {town}?", "b"),
            ("Was kostet der Eintritt für {group}?", "b"),
            ("Wie viel zahlen Erwachsene im {house}?", "a"),
            ("Wie viel zahlen {other_group} im {house}?", "-"),
        ),
    ),
    Frame(
        "Ein Ticket für das {match} von {town} kostet [a:{price} Euro], für {group} [b:{price2}].",
        (
            ("Was kostet ein Ticket für {group}?", "b"),
            ("Was kostet ein Ticket für das {match}?", "a"),
            ("Was kostet ein Ticket für {other_group}?", "-"),
        ),
    ),
    Frame(
        "Der Beitrag beträgt [a:{price} Euro] im Monat, {group} zahlen nur [b:{price2}].",
        (("Wie hoch ist der Beitrag für {group}?", "b"), ("Wie hoch ist der Beitrag?", "a")),
    ),
    # From and to.
    Frame(
        "Die {count} in {town} fiel von [a:{big}] auf [b:{big2}].",
        (
            ("Auf wie viele fiel die {count} in {town}?", "b"),
            ("Wie hoch ist die {count} in {town} jetzt?", "b"),
            ("Wie hoch war die {count} in {town} vorher?", "a"),
            ("Um wie viel Prozent fiel die {count} in {town}?", "-"),
        ),
    ),
    Frame(
        "Der {measure} von {town} kletterte von [a:{low}] auf [b:{decimal} Millionen Euro].",
        (
            ("Auf wie viel kletterte der {measure} von {town}?", "b"),
            ("Wie hoch ist der {measure} von {town}?", "b"),
            ("Von welchem Wert stieg der {measure} von {town}?", "a"),
        ),
    ),
    Frame(
        "Statt [a:{big}] kostet die {building} von {town} jetzt [b:{big2} Euro].",
        (
            ("Was kostet die {building} von {town}?", "b"),
            ("Was sollte die {building} ursprünglich kosten?", "a"),
        ),
    ),
    Frame(
        "Die {building} in {town} wird erst [a:{year}] und nicht schon [b:{year2}] eröffnet.",
        (
            ("Wann wird die {building} in {town} eröffnet?", "a"),
            ("Für wann war die Eröffnung der {building} geplant?", "b"),
            ("Wann wird die {building} in {town} abgerissen?", "-"),
        ),
    ),
    Frame(
        "Fertig sein soll die {building} in {town} nun [a:{year}], ursprünglich war [b:{year2}] "
        "vorgesehen.",
        (
            ("Wann soll die {building} in {town} fertig sein?", "a"),
            ("Wann hätte die {building} fertig sein sollen?", "b"),
        ),
    ),
    # More and less than.
    Frame(
        "Die {building} von {town} kam auf [a:{decimal} Millionen Euro], "
        "[b:{low} Millionen] mehr als veranschlagt.",
        (
            ("Wie viel kostete die {building} von {town}?", "a"),
            ("Wie viel teurer als veranschlagt wurde die {building}?", "b"),
            ("Um wie viel wurde die {building} in {town} teurer?", "b"),
        ),
    ),
    Frame(
        "Zur {event} in {town} kamen [a:{big} {crowd}], [b:{many}] weniger als beim letzten Mal.",
        (
            ("Wie viele {crowd} kamen zur {event} in {town}?", "a"),
            ("Wie viele {crowd} waren es weniger als beim letzten Mal?", "b"),
            ("Wie viele {crowd} kamen zur {event} in {town2}?", "-"),
        ),
    ),
    # Who won, who lost.
    Frame(
        "Bei der {vote} in {town} unterlag [l:{person}]. [w:{person2}] bekam {percent} Prozent der "
        "Stimmen.",
        (
            ("Wer gewann die {vote} in {town}?", "w"),
            ("Wer verlor die {vote} in {town}?", "l"),
            ("Wer siegte in {town}?", "w"),
        ),
    ),
    Frame(
        "[l:{person}] muss nach der {vote} in {town} gehen. Die Herausforderung von [w:{person2}] "
        "hatte Erfolg: {percent} Prozent.",
        (
            ("Wer hat die {vote} in {town} gewonnen?", "w"),
            ("Wer hat die {vote} in {town} verloren?", "l"),
        ),
    ),
    Frame(
        "[w:{person}] setzte sich im {match} von {town} gegen [l:{person2}] durch.",
        (
            ("Wer gewann das {match} in {town}?", "w"),
            ("Gegen wen gewann {person} in {town}?", "l"),
            ("Wer verlor das {match} in {town}?", "l"),
        ),
    ),
    Frame(
        "[l:{person}] verlor das {match} in {town} gegen [w:{person2}].",
        (
            ("Wer gewann das {match} in {town}?", "w"),
            ("Wer wurde von {person2} geschlagen?", "l"),
        ),
    ),
    Frame(
        "Nicht [l:{person}], sondern [w:{person2}] übernimmt das Amt in {town}.",
        (
            ("Wer übernimmt das Amt in {town}?", "w"),
            ("Wer bekommt das Amt in {town} nicht?", "l"),
        ),
    ),
    Frame(
        "[w:{person}] löst in {town} [l:{person2}] als {role} ab.",
        (
            ("Wer ist nun {role} in {town}?", "w"),
            ("Wen löst {person} ab?", "l"),
            ("Wer ist {other_role} in {town}?", "-"),
        ),
    ),
    # Who said what, who is what.
    Frame(
        "{person} lobte {topic}. „[s:Das nützt allen in {town}]“, so {last}. {person2} nannte es "
        "dagegen [t:einen schweren Fehler].",
        (
            ("Was sagt {person} über {topic}?", "s"),
            ("Wie nannte {person2} es?", "t"),
            ("Was sagt {person3} über {topic}?", "-"),
        ),
    ),
    Frame(
        "Gegen {topic} ist [a:{person}], dafür spricht sich [b:{person2}] aus.",
        (("Wer ist für {topic}?", "b"), ("Wer ist gegen {topic}?", "a")),
    ),
    Frame(
        "{Firm} hat mit [a:{person}] eine neue Spitze; für die Presse spricht [b:{person2}].",
        (
            ("Wer leitet {firm}?", "a"),
            ("Wer ist Sprecher von {firm}?", "b"),
            ("Wer ist {other_role} von {firm}?", "-"),
        ),
    ),
    # Hours and days.
    Frame(
        "Das {house} in {town} hat [a:von {day} bis {day2} zwischen {hour} und {hour2} Uhr] offen.",
        (
            ("Wann hat das {house} in {town} offen?", "a"),
            ("Wann ist das {house} {town} geöffnet?", "a"),
            ("Wann hat das {house} in {town2} offen?", "-"),
        ),
    ),
    Frame(
        "Besucht werden kann das {house} [a:{days} bis {days2} von {hour} bis {hour2} Uhr].",
        (("Wann kann das {house} besucht werden?", "a"), ("Öffnungszeiten {house}", "a")),
    ),
    Frame(
        "Die {event} in {town} begann [a:am {day}] und läuft [b:bis {day2}].",
        (
            ("Bis wann läuft die {event} in {town}?", "b"),
            ("Wann begann die {event} in {town}?", "a"),
            ("Wie lange läuft die {event} in {town} noch?", "b"),
        ),
    ),
    Frame(
        "Der Umbau des {house}s begann [a:im {month}] und endet voraussichtlich [b:Ende {year}].",
        (
            ("Wann endet der Umbau des {house}s?", "b"),
            ("Seit wann wird das {house} umgebaut?", "a"),
        ),
    ),
    # What is counted.
    Frame(
        "{town} gibt [m:{decimal} Millionen Euro] für [n:{many} Wohnungen] aus.",
        (
            ("Wie viele Wohnungen baut {town}?", "n"),
            ("Wie viel Geld gibt {town} für Wohnungen aus?", "m"),
            ("Wie viele Menschen ziehen in {town} ein?", "-"),
        ),
    ),
    Frame(
        "Die Sammlung in {town} brachte [m:{big} Euro] von [n:{many} Spendern].",
        (
            ("Wie viele Menschen spendeten in {town}?", "n"),
            ("Wie viel wurde in {town} gespendet?", "m"),
            ("Wie viele Menschen sahen in {town} zu?", "-"),
        ),
    ),
    # What is denied.
    Frame(
        "{person} bleibt {role} in {town}; Berichte über einen Rücktritt wies {last} zurück.",
        (
            ("Warum trat {person} zurück?", "-"),
            ("Wann trat {person} in {town} zurück?", "-"),
        ),
    ),
    Frame(
        "Die {building} in {town} wird nicht abgerissen, teilte [a:{person}] mit.",
        (
            ("Wann wird die {building} in {town} abgerissen?", "-"),
            ("Warum wird die {building} in {town} abgerissen?", "-"),
            ("Wer teilte mit, dass die {building} bleibt?", "a"),
        ),
    ),
    Frame(
        "Die {event} in {town} findet heuer nicht statt, [r:{reason}].",
        (
            ("Warum findet die {event} in {town} nicht statt?", "r"),
            ("Wie viele {crowd} kamen heuer zur {event} in {town}?", "-"),
        ),
    ),
    # English.
    Frame(
        "Of the [b:{many}] runners in {town}, [a:{few}] reached the finish.",
        (
            ("How many runners reached the finish in {town}?", "a"),
            ("How many runners started in {town}?", "b"),
            ("How many runners were injured in {town}?", "-"),
        ),
        "en",
    ),
    Frame(
        "Adults pay [a:{price} euros], pensioners [b:{price2} euros] at the pool in {town}.",
        (
            ("How much do pensioners pay in {town}?", "b"),
            ("How much do adults pay in {town}?", "a"),
            ("How much do students pay in {town}?", "-"),
        ),
        "en",
    ),
    Frame(
        "[l:{person}] lost the election in {town}. [w:{person2}] took {percent} per cent.",
        (
            ("Who won the election in {town}?", "w"),
            ("Who lost the election in {town}?", "l"),
        ),
        "en",
    ),
)


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
