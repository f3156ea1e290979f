"""A corrected version of a report: what stands in the place of the words that answered."""

import pytest

from bot.compare.revisions import find_revisions
from bot.question import read_question
from bot.types import Candidate, Citation
from index.types import Article

HOW_MANY = "Wie viele Menschen wurden in Graz verletzt?"
WHEN = "Wann brannte es in Graz?"
WHO = "Wer leitete den Einsatz in Graz?"
REST = ", wie die Polizei erst am frühen Morgen nach dem Ende der Arbeiten zwei Zeitungen sagte."


def revised(question: str, text: str, span: str, other: str) -> list[str]:
    """Return the words that another version has in place of the answering ones."""
    text, other = (f"{one[:-1]}{REST}" for one in (text, other))
    place = text.index(span)
    citation = Citation("Brand", "a.txt", 0, len(text), "", text, date="2024-05-03")
    answer = Candidate(text, None, 0.9, citation).marked((place, place + len(span)))
    version = Article("b.txt", "Brand", f"Brand in Graz\n\n{other}", "", date="2024-05-04")
    found = find_revisions(read_question(question), answer, [version])
    return [version.text[s.start : s.end][slice(*words)] for _, s, words in found]


@pytest.mark.parametrize(
    ("question", "text", "span", "other", "words"),
    [
        (HOW_MANY, "In Graz wurden am Abend 14 Menschen leicht verletzt.", "14 Menschen",
         "In Graz wurden am Abend 17 Menschen leicht verletzt.", "17 Menschen"),
        (HOW_MANY, "Vierzehn Menschen wurden am Abend in Graz verletzt.", "Vierzehn",
         "Siebzehn Menschen wurden am Abend in Graz verletzt.", "Siebzehn"),
        (HOW_MANY, "Verletzt wurden am Abend in Graz 1.400 Menschen.", "1.400",
         "Verletzt wurden am Abend in Graz rund 1.700 Menschen.", "rund 1.700"),
        (WHEN, "In Graz brannte es am 3. Mai 2024 um 15 Uhr.", "am 3. Mai 2024",
         "In Graz brannte es am 2. Mai 2024 um 15 Uhr.", "am 2. Mai 2024"),
        (WHO, "Den Einsatz in Graz leitete Karl Brunner am Abend.", "Karl Brunner",
         "Den Einsatz in Graz leitete Eva Holzer am Abend.", "Eva Holzer"),
    ],
)  # fmt: skip
def test_what_stands_in_the_place_of_the_answering_words_is_the_other_value(
    question: str, text: str, span: str, other: str, words: str
) -> None:
    assert revised(question, text, span, other) == [words]


@pytest.mark.parametrize(
    "other",
    [
        "In Graz wurden am Abend vierzehn Menschen leicht verletzt.",  # the same value
        "In Graz wurden am Abend Menschen leicht verletzt.",  # none
        "Die Feuerwehr löschte bis zum Morgen, niemand blieb zurück.",  # another sentence
    ],
)
def test_a_version_that_says_the_same_or_nothing_of_it_is_no_revision(other: str) -> None:
    text = "In Graz wurden am Abend 14 Menschen leicht verletzt."
    assert revised(HOW_MANY, text, "14 Menschen", other) == []
