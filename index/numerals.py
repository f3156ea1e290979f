"""Numbers in one normal form: 1.000 is 1000, zehn is 10, Mrd. is Milliarden."""

import re
from typing import Final

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


_GERMAN_ONES = "null ein zwei drei vier fünf sechs sieben acht neun".split()
_GERMAN_TEENS = (
    "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
).split()
_GERMAN_TENS = "zwanzig dreissig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
_ENGLISH_SMALL = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def _german_numerals() -> dict[str, str]:
    """Return the folded German numerals from 2 to 99, hundert and tausend. "ein" counts nothing."""
    numerals = {word: str(value) for value, word in enumerate(_GERMAN_ONES) if value > 1}
    numerals |= {word: str(10 + value) for value, word in enumerate(_GERMAN_TEENS)}
    for ten, tens in enumerate(_GERMAN_TENS, 2):
        numerals[tens] = str(10 * ten)
        for one, ones in enumerate(_GERMAN_ONES[1:], 1):
            numerals[f"{ones}und{tens}"] = str(10 * ten + one)
    for one, ones in enumerate(_GERMAN_ONES[2:], 2):
        numerals[f"{ones}hundert"] = str(100 * one)
        numerals[f"{ones}tausend"] = str(1000 * one)
    return numerals | {"hundert": "100", "tausend": "1000", "zehntausend": "10000"}


# The stems stand for both languages, so that a question's numeral finds the article's.
CANONICAL: Final[dict[str, dict[str, str]]] = {
    "de": _german_numerals()
    | dict.fromkeys(("mrd", "milliarde", "milliarden"), "milliard")
    | dict.fromkeys(("mio", "million", "millionen"), "million")
    | dict.fromkeys(("prozent", "prozents", "prozentpunkte", "prozentpunkten"), "prozent"),
    "en": {word: str(value) for value, word in enumerate(_ENGLISH_SMALL, 2)}
    | {word: str(10 * value) for value, word in enumerate(_ENGLISH_TENS, 2)}
    | {"hundred": "100", "thousand": "1000"}
    | dict.fromkeys(("billion", "billions", "bn"), "milliard")
    | dict.fromkeys(("million", "millions", "mn"), "million")
    | dict.fromkeys(("percent", "prozent", "percentage"), "prozent"),
}
