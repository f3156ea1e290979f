"""A quote that denies what is presumed is shown as such."""

import pytest

from bot.compare.denied import denial, denies, is_over
from bot.question import read_question
from bot.types import Candidate, Citation


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Why did Ada Finch step down?", "Ms Finch denied that she would step down next month."),
        ("Wann verkauft Orbis das Werk?", "Ein Verkauf des Werks sei nicht geplant."),
        ("Warum wird der Turm gesprengt?", "Der Rat schloss aus, dass der Turm gesprengt wird."),
        ("Warum kündigte Lena Pohl?", "Pohl wies zurück, dass sie kündigte."),
        ("Warum wird der alte Turm abgetragen?", "Dass der Turm abgetragen wird, ist keine Rede."),
        ("Wann wird die Halle umgebaut?", "Der Umbau der Halle sei nicht geplant."),
        ("Warum trat Lena Pohl zurück?", "Pohl dementierte einen Rücktritt."),
        ("Warum stehen am Kai noch Kräne?", "Seit Mai stehen am Kai keine großen Kräne mehr."),
        ("Warum trat Lena Pohl zurück?", "Pohl bestritt, dass sie zurücktrete."),
        ("Warum trat Lena Pohl zurück?", "Trotz allem tritt Pohl nicht zurück."),
        ("Wann wird der Turm gesprengt?", "Der Turm wird nicht gesprengt, sagte Eich."),
        ("Why was Ada Finch convicted?", "A court has acquitted Ms Finch of fraud."),
        ("Wann wurde Lena Pohl verurteilt?", "Pohl wurde im Mai freigesprochen."),
    ],
)
def test_a_sentence_that_denies_what_is_presumed(question: str, sentence: str) -> None:
    assert denies(read_question(question), sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Wer leitet das Werk?", "Ein Verkauf des Werks sei nicht geplant, sagte Leiter Eich."),
        ("Warum schloss das Werk?", "Das Werk schloss, weil die Bank Hilfe ausgeschlossen hatte."),
        ("Warum bestritt Pohl den Verkauf?", "Pohl bestritt den Verkauf aus Angst."),
        ("Warum kündigte Lena Pohl?", "Pohl bestritt, das Werk zu kennen."),
        ("Wann öffnet der Turm?", "Der Turm öffnet im Mai."),
        ("Wann öffnet der Turm?", "Der Turm öffnet nicht vor Mai."),
        ("Warum wird der Turm gesprengt?", "Die Halle wird nicht gesprengt."),
        ("Wann wurde Lena Pohl freigesprochen?", "Pohl wurde im Mai freigesprochen."),
        ("Warum stehen am Kai keine Kräne?", "Am Kai stehen keine Kräne mehr, es fehlt Geld."),
        ("Wie viele Kräne stehen am Kai?", "Am Kai stehen keine Kräne mehr."),
        ("Warum stehen am Kai noch Kräne?", "Am Kai stehen Kräne, da keine Schiffe mehr kommen."),
        ("Warum wird der alte Turm gesprengt?", "Ein alter Schacht sei dort nicht geplant."),
    ],
)
def test_any_other_sentence_does_not(question: str, sentence: str) -> None:
    assert not denies(read_question(question), sentence)


def _candidates(*texts: str) -> list[Candidate]:
    return [
        Candidate(text, None, 0.9, Citation("Turm", "turm.txt", 0, len(text), "", text))
        for text in texts
    ]


def test_the_article_that_seems_to_answer_may_deny_it_further_on() -> None:
    question = read_question("Warum wird der Turm am Hafen gesprengt?")
    leading = "Die Grünen wollen dort Bäume, da der Hafen grau sei."
    found = denial(question, _candidates(leading, "Eine Sprengung des Turms sei nicht geplant."))
    assert found is not None
    assert found.text.startswith("Eine Sprengung")


def test_what_happened_after_all_is_not_denied_nor_what_is_said_of_something_else() -> None:
    question = read_question("Warum wird der Turm am Hafen gesprengt?")
    happened = "Der Turm wird gesprengt, da er sich neigt."
    assert denial(question, _candidates(happened, "Pohl bestritt, dass man ihn sprengt.")) is None
    leading = "Die Grünen wollen dort Bäume, da der Hafen grau sei."
    other = "Eine Sprengung der Brücke sei nicht geplant."
    assert denial(question, _candidates(leading, other)) is None


@pytest.mark.parametrize(
    ("question", "sentence", "over"),
    [
        ("Ist der Turm gesperrt?", "Der Turm war wegen Rissen gesperrt worden.", True),
        ("Is the tower closed?", "The tower had been closed because of cracks.", True),
        ("Ist der Turm gesperrt?", "Der Turm ist seit Mai gesperrt.", False),
        ("War der Turm gesperrt?", "Der Turm war wegen Rissen gesperrt worden.", False),
        ("Wer ist der Türmer?", "Türmer war Eich gewesen.", False),
    ],
)
def test_what_had_been_does_not_answer_whether_it_is(
    question: str, sentence: str, over: bool
) -> None:
    assert is_over(read_question(question), sentence) is over
