"""How well letters beyond ASCII fit their words, which distinguishes encodings of old files.

Read in a wrong encoding words hold signs ("Gru§karte"), capitals after small letters ("KŠufer"),
or letters that no language of Europe has together ("Dvoøák").
"""

import re
from collections.abc import Collection

# The letters beyond ASCII of the languages that are written in Latin letters.
_ALPHABETS = tuple(
    map(
        frozenset,
        (
            "äöüß",
            "àâæçéèêëîïôœùûüÿ",  # French
            "áéíñóúüïç",  # Spanish, Catalan
            "áâãàçéêíóôõúü",  # Portuguese
            "àèéìíîòóùú",  # Italian
            "åäöæøéü",  # Danish, Norwegian, Swedish
            "áðéíóúýþæö",  # Icelandic
            "éëïóöüèêç",  # Dutch
            "ąćęłńóśźż",  # Polish
            "áčďéěíňóřšťúůýž",  # Czech
            "áäčďéíĺľňóôŕšťúýž",  # Slovak
            "čćđšž",  # Croatian, Serbian, Slovene
            "áéíóöőúüű",  # Hungarian
            "ăâîșțşţ",  # Romanian
            "çğıöşüâîûi̇",  # Turkish
            "äöõüšž",  # Estonian
        ),
    )
)
_WORD = re.compile(r"[^\x00-\x40\x5b-\x60\x7b-\x7f\s]+")
_LONGEST_CHARS = 60  # of a word: longer ones are none
_QUOTES = "„“”‚‘’»«›‹–—…·•´\u00ad\u00a0"
_SIGN = r"[^\w\s\x00-\x7f’‘´–—…·\u00ad\u00a0]"
_LETTER = r"[^\W\d_]"
_SMALL = "a-zß-öø-ÿœšžıżźśćńęąłřčěďťňůőűğşăţđľĺŕșț"
_CAPITAL = rf"(?=[^\x00-\x7f])(?=[^\W\d_])[^{_SMALL}]"
_MISPLACED = re.compile(
    # A sign within a word, or before one that it does not open.
    rf"(?<={_LETTER}){_SIGN}+(?={_LETTER})|^[^\w\s\x00-\x7f{_QUOTES}¿¡•©®]+(?={_LETTER})"
    r"|^[©®](?=[a-z])"
    rf"|[\x80-\x9f]|[¹²³¼½¾ªº](?={_LETTER})|(?<={_LETTER})[ªº]"
    # A capital after a small letter, or after the first of a word that goes on in small ones.
    rf"|(?<=[{_SMALL}]){_CAPITAL}|^[A-Z]{_CAPITAL}(?=[{_SMALL}])"
    r"|(?<=[A-Z])[à-öø-ÿœšž](?=[A-Z])"
    # Where no language has them: Icelandic has two of them in certain places only, Italian its
    # accents at the end of a word, Portuguese õ before e, Estonian in the first syllable.
    r"|^[ßðÐ]|þ(?![aeiouyáéíóúýæöjr])|[ìòù](?=[^\W\d_])|(?<=[yY])ý|(?<![aeouAEOU])ï"
    r"|(?<=[aeiouyáéíóöúüé])[^aeiou\W]*õ(?!e)|õ[áéíóú]"
    # Letters of Eastern Europe and of DOS, read as Western: Szûcs, Juniæ, Ayþe, Straáe, Fuá.
    r"|(?<=[sgntcSGNTC][zy])û|(?<=[iu])æ|(?<=[yY])þ|(?<=[aA])[ùá]|(?<=[äöü])á|(?<=[eiou])á(?:e|\Z)"
    r"|(?<=[^\W\d_])[‰¸˛ˇ˘˝]\Z|¤",
)
_ICELANDIC = re.compile(r"[gh][uo]ð|[ri]ð|[áéíóúýæþ]|yð|auð|eð", re.IGNORECASE)
_UNITS = re.compile(r"(?:[mck]?m|km)[²³]|°[CF]")
_ALONE = frozenset("ÀÁÈÉÒÓÔàáèéêíòóôÄÖÜäöüÅÆØåæø")


def foreign_words(text: str) -> list[str]:
    """Return the words of a text that hold a character beyond ASCII other than a quotation mark."""
    found = (word.strip(_QUOTES) for word in _WORD.findall(text) if not word.isascii())
    return [word[:_LONGEST_CHARS] for word in found if not word.isascii()]


def fits(word: str) -> bool:
    """Return whether some language has a word's letters together, where they stand."""
    if len(word) == 1 and word.isalpha():
        return word in _ALONE
    if _MISPLACED.search(word) and not _UNITS.fullmatch(word):
        return False
    letters = {letter for letter in word.lower() if letter.isalpha() and not letter.isascii()}
    if "ð" in letters and not _ICELANDIC.search(word):  # Erdoğan, read as Western
        return False
    return any(letters <= alphabet for alphabet in _ALPHABETS)


def share_of_one(words: Collection[str]) -> float:
    """Return the share of some words that have the letters of one language beside German."""
    letters = [frozenset(letter for letter in word.lower() if letter.isalpha()) for word in words]
    foreign = [frozenset(one for one in each if not one.isascii()) for each in letters]
    most = (sum(one <= alphabet | _ALPHABETS[0] for one in foreign) for alphabet in _ALPHABETS)
    return max(most) / max(len(foreign), 1)


def is_german(word: str) -> bool:
    """Return whether a word's letters are those of German."""
    return all(letter.isascii() or letter in _ALPHABETS[0] for letter in word.lower())
