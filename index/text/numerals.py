"""Numbers in one normal form: 1.000 is 1000, zweihundertzehn is 210, Mrd. is Milliarden."""

import re
from itertools import product
from typing import Final, Literal

# Between groups of three digits: a full stop, a comma, a space that does not break, an apostrophe.
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,\u00a0\u202f'’])\d{3})(?:\1\d{3})*")
_DECIMAL = re.compile(r"(\d+)[.,](\d+)")
_BOTH = re.compile(r"(\d{1,3}(?:\.\d{3})+),(\d+)|(\d{1,3}(?:,\d{3})+)\.(\d+)")


def plain_number(text: str) -> str:
    """Return digits without thousands separators and with a decimal point.

    A separator before just three digits separates thousands, in German and in English. What is
    neither (a date, a version) is returned as it is.
    """
    if _THOUSANDS.fullmatch(text):
        return re.sub(r"\D", "", text)
    if both := _BOTH.fullmatch(text):
        whole, fraction = both[1] or both[3], both[2] or both[4]
        return f"{re.sub('[.,]', '', whole)}.{fraction}"
    decimal = _DECIMAL.fullmatch(text)
    return f"{decimal[1]}.{decimal[2]}" if decimal else text


_ONES = "ein zwei drei vier fünf sechs sieben acht neun".split()
_TEENS = "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split()
_TENS = "zwanzig dreissig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
_ENGLISH_SMALL = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def _below_thousand() -> dict[str, int]:
    """Return the folded German numerals from 1 to 999, as "hundertzehn" and "einhundertundzehn"."""
    below_100 = {word: value for value, word in enumerate([*_ONES, *_TEENS], 1)}
    for ten, tens in enumerate(_TENS, 2):
        below_100[tens] = 10 * ten
        below_100 |= {f"{ones}und{tens}": 10 * ten + one for one, ones in enumerate(_ONES, 1)}
    hundreds = {f"{ones}hundert": 100 * one for one, ones in enumerate(_ONES, 1)}
    hundreds["hundert"] = 100
    joined = product(hundreds.items(), ("", "und"), {**below_100, "eins": 1}.items())
    together = {f"{large}{link}{small}": a + b for (large, a), link, (small, b) in joined}
    return below_100 | hundreds | together


_BELOW_1000: Final = _below_thousand()
_HALVES: Final = {"anderthalb": "1.5"} | {
    f"{word}einhalb": f"{value}.5" for word, value in _BELOW_1000.items() if value < 20
}


def german_number(word: str) -> str | None:
    """Return the digits of a folded German numeral; None for other words.

    "ein" is none: it counts nothing by itself.
    """
    if word in _HALVES:
        return _HALVES[word]
    thousands, sign, rest = word.rpartition("tausend")
    if not sign:
        return None if word == "ein" or word not in _BELOW_1000 else str(_BELOW_1000[word])
    many = _BELOW_1000.get(thousands) if thousands else 1
    more = _BELOW_1000.get(rest.removeprefix("und")) if rest else 0
    return None if many is None or more is None else str(1000 * many + more)


# A regular expression of the words that ``german_number`` reads, in lower case, with ß or ss; it
# takes in what no word is, as "vierdreizehn". Each exactly would be eight times as long.
GERMAN_NUMERAL: Final = (
    r"(?:(?!ein\b|und)(?:ein|zwei|drei(?:(?:ß|ss)ig)?|sech(?:s|zehn|zig)|sieb(?:en|zehn|zig)"
    r"|(?:vier|fünf|acht|neun)(?:zig)?|zehn|elf|zwölf|zwanzig|hundert|tausend|und)+(?:einhalb)?"
    r"|anderthalb)"
)

# The stems stand for both languages, so that a question's numeral finds the article's.
_GERMAN: Final[dict[str, str]] = (
    dict.fromkeys(("mrd", "milliarde", "milliarden"), "milliard")
    | dict.fromkeys(("mio", "million", "millionen"), "million")
    | dict.fromkeys(("billion", "billionen"), "billion")
    | dict.fromkeys(("prozent", "prozents", "prozentpunkte", "prozentpunkten"), "prozent")
)
_ENGLISH: Final[dict[str, str]] = (
    {word: str(value) for value, word in enumerate(_ENGLISH_SMALL, 2)}
    | {word: str(10 * value) for value, word in enumerate(_ENGLISH_TENS, 2)}
    | {
        f"{tens}{ones}": str(10 * ten + one)  # "twenty-five", joined as any word with a hyphen is
        for ten, tens in enumerate(_ENGLISH_TENS, 2)
        for one, ones in enumerate(["one", *_ENGLISH_SMALL[:8]], 1)
    }
    | {"hundred": "100", "thousand": "1000"}
    | dict.fromkeys(("billion", "billions", "bn"), "milliard")
    | dict.fromkeys(("million", "millions", "mn"), "million")
    | dict.fromkeys(("trillion", "trillions"), "billion")
    | {"dozen": "dutzend"}
    | dict.fromkeys(("percent", "prozent", "percentage"), "prozent")
)


def canonical(word: str, language: Literal["de", "en"]) -> str | None:
    """Return the one form of a folded numeral, scale or share in both languages; None of others."""
    if language == "en":
        return _ENGLISH.get(word)
    return _GERMAN.get(word) or german_number(word)
