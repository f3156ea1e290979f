"""What kind of thing each word of a sentence brings: a number, a time, a name, a cause."""

import re
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from index.text.numerals import canonical

Flags = npt.NDArray[np.bool_]


class Evidence(IntEnum):
    """The kinds of evidence, in the order of the columns that ``evidence`` returns."""

    NUMBER = 0
    QUANTITY = 1
    TIME = 2
    CAPITAL = 3
    NAME = 4
    PLACE = 5
    CAUSE = 6
    MANNER = 7
    SPEECH = 8
    ROLE = 9


_UNITS = frozenset(
    "prozent prozentpunkt prozentpunkte prozentpunkten euro dollar us cent franken pfund yen rubel "
    "kronen mio mrd million millionen milliarde milliarden billionen tausend hundert jahr jahre "
    "jahren monat monate monaten woche wochen tag tage tagen stunde stunden minute minuten sekunde "
    "sekunden kilometer kilometern km meter metern zentimeter cm m quadratmeter quadratmetern "
    "hektar tonnen tonne kilo kilogramm kg gramm liter grad mal personen menschen mitarbeiter "
    "mitarbeitern stück punkte punkten tore treffer plätze stimmen fälle fällen gigabyte gb "
    "megawatt watt ps zoll jährige jähriger jährigen".split()
)
_TIMES = frozenset(
    "jänner januar feber februar märz april mai juni juli august september oktober november "
    "dezember montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend montags "
    "dienstags mittwochs donnerstags freitags samstags sonntags wochenende gestern heute morgen "
    "heuer vorjahr sommer herbst winter frühling frühjahr frühsommer spätsommer uhr abend "
    "vormittag nachmittag mittag nacht mitternacht seit bis bereits künftig damals vorwoche "
    "jahresende jahresbeginn anfang ende mitte monatsende quartal halbjahr jahrhundert weihnachten "
    "ostern silvester während sobald nachdem bevor derzeit kürzlich zuletzt wann".split()
)
_CAUSES = frozenset(
    "weil da denn wegen aufgrund grund gründe gründen deshalb daher darum deswegen nämlich damit "
    "um durch dank mangels infolge schließlich führt führte führen ursache ursachen schuld "
    "verantwortlich sonst hintergrund motiv begründet begründete begründung zumal anlass "
    "angesichts aus vor folge ziel zwecks".split()
)
_MANNERS = frozenset(
    "indem mit durch mittels mithilfe per anhand dadurch wodurch ohne mittel dabei hilfe via mal "
    "so auf als wie".split()
)
_SPEECH = frozenset(
    "sagt sagte sagten so laut zufolge erklärt erklärte meint meinte betont betonte kritisiert "
    "kritisierte berichtet berichtete schreibt schrieb heißt hieß teilte erzählt erzählte glaubt "
    "findet fordert forderte nennt nannte spricht sprach sieht rechnet warnt warnte behauptet "
    "bestätigt bestätigte erwartet".split()
)
_ROLES = frozenset(
    "chef chefin präsident präsidentin minister ministerin sprecher sprecherin leiter leiterin "
    "trainer direktor direktorin professor professorin experte expertin obmann obfrau kanzler "
    "vorstand geschäftsführer geschäftsführerin gründer regisseur sänger autor autorin forscher "
    "forscherin ökonom ökonomin politiker anwalt richter bürgermeister abgeordnete abgeordneter "
    "vorsitzende vorsitzender generalsekretär ceo manager kapitän stürmer team firma konzern "
    "unternehmen bank partei".split()
)
_PLACE_WORDS = frozenset("in nach aus bei im am zwischen nahe".split())
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


WORD_FLAGS = ("number", "unit", "time", "cause", "manner", "speech", "role", "preposition")


def flags_of(form: str) -> frozenset[str]:
    """Return the names, of ``WORD_FLAGS``, of what a folded word is."""
    return frozenset(
        name for name, holds in zip(WORD_FLAGS, word_flags(form), strict=True) if holds
    )


def word_flags(form: str) -> tuple[bool, ...]:
    """Tell of a folded word what ``WORD_FLAGS`` names; it needs no context."""
    number = form[0].isdigit() or (canonical(form, "de") or " ")[0].isdigit()
    return (
        number,
        form in _UNITS,
        form in _TIMES or _YEAR.fullmatch(form) is not None,
        form in _CAUSES,
        form in _MANNERS,
        form in _SPEECH,
        form.endswith(_ROLE_ENDINGS) or form in _ROLES,
        form in _PLACE_WORDS,
    )


_ROLE_ENDINGS = tuple(role for role in _ROLES if len(role) > 5)


def evidence(lexical: Flags, upper: Flags, first: Flags) -> Flags:
    """Return which kinds of evidence each word is, shape (words, len(Evidence)).

    ``lexical`` is what ``word_flags`` tells of each word, shape (words, len(WORD_FLAGS)); ``upper``
    marks the words that are written with a capital letter, ``first`` those that begin a sentence,
    whose capital letter tells nothing.
    """
    flags = np.zeros((len(lexical), len(Evidence)), dtype=bool)
    if not len(lexical):
        return flags
    number, unit, time, cause, manner, speech, role, place_word = lexical.T
    plain = ~(number | unit | time)
    after_first = np.append(first[1:], False)
    joins_next = upper[:-1] & upper[1:] & plain[:-1] & plain[1:] & ~first[1:]
    flags[:, Evidence.NUMBER] = number
    flags[:, Evidence.QUANTITY] = number & np.append(unit[1:] & ~first[1:], False)
    flags[:, Evidence.TIME] = time
    flags[:, Evidence.CAPITAL] = upper & ~first & plain
    flags[1:, Evidence.NAME] = joins_next
    flags[:-1, Evidence.NAME] |= joins_next
    flags[1:, Evidence.PLACE] = place_word[:-1] & upper[1:] & plain[1:] & ~after_first[:-1]
    flags[:, Evidence.CAUSE] = cause
    flags[:, Evidence.MANNER] = manner
    flags[:, Evidence.SPEECH] = speech
    flags[:, Evidence.ROLE] = role
    return flags
