"""A question's spelling is set right by the archive's words, and by nothing else."""

from pathlib import Path

import pytest

from bot.find import spelling as spelling_module
from bot.find.spelling import Spelling
from index import Index, build
from index.rebuild import merging

TEXT = (
    "Die Lindtal AG aus Kelmstadt meldet einen Gewinn. Der Vorstand plant eine Dividende für "
    "die Aktionäre in Kelmstadt, sagte Eva Brodersen. Das Kraftwerk an der Murg bleibt in Betrieb."
)
POST = (
    "Die Direktion zeigt in der Neuen Post am Markt das Gerät QX70b der Firma B.K. aus Wien. "
    "In neuen Hallen stehen die neuen Geräte, und in neuen Kisten lagern Teile. "
    "Die Direktion sagt, so bekannte sich der IS zu dem Anschlag. Der IS drohte mit dem Angriff."
)
ENGLISH = "The firm will publish a statement. The latest statement of the firm names no town."


@pytest.fixture(scope="module")
def spelling(tmp_path_factory: pytest.TempPathFactory) -> Spelling:
    folder = tmp_path_factory.mktemp("spelling")
    for name, text in (("a", TEXT), ("b", POST), ("c", ENGLISH)):
        (folder / f"{name}.txt").write_text(text, "utf-8")
    build(folder, folder / ".index")
    return Spelling(Index.open(folder / ".index"))


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("Wer leitet das Kraftwrk?", "Wer leitet das Kraftwerk?"),
        ("Was plant der Vorstnad?", "Was plant der Vorstand?"),
        ("Wo liegt Kelmstad?", "Wo liegt Kelmstadt?"),
        ("was meldet die lindtal ag?", "Was meldet die Lindtal AG?"),
        ("Wie viele Aktionäree gibt es?", "Wie viele Aktionäre gibt es?"),
        ("WER IST EVA BRODERSEN?", "Wer ist Eva Brodersen?"),
        # Beside the same word as in the question it is written as there.
        ("WAS STEHT IN DER NEUEN POST?", "Was steht in der Neuen Post?"),
        ("wo stehen die neuen geräte?", "Wo stehen die neuen Geräte?"),
        ("WAS KANN DAS QX70B DER B.K.?", "Was kann das QX70b der B.K.?"),
        ("WOMIT DROHTE DER IS DER DIREKTION?", "Womit drohte der IS der Direktion?"),
        # What the archive lacks: compounds as their last part, names.
        ("WER ZAHLT SONDERDIVIDENDE?", "Wer zahlt Sonderdividende?"),
        ("WHEN DID BRODERSEN PUBLISH A STATEMENT?", "When did Brodersen publish a statement?"),
        ("WHY DID ZYGMUNT QWORTZIK LEAVE?", "Why did Zygmunt Qwortzik leave?"),
    ],
)
def test_typing_errors_and_capitals_are_set_right(
    spelling: Spelling, typed: str, right: str
) -> None:
    assert spelling.set_right(typed) == right


@pytest.mark.parametrize(
    "typed",
    [
        "Was plant der Vorstand?",
        "Wer war Lindner?",  # a name that is merely near
        "Wie hoch ist der Eiffelturm in Paris?",
        "Was sagt Eva?",
        "Wer ist Zygmunt Qwortzik?",
        "Was plant die Vorstandschefin?",  # compounds of the language
        "Wo steht das Kraftrad?",
        "Wer absagte, zahlte trotzdem.",
        "Was sagen die Gewinnerinnen in Styria?",
        "Wann meldete sich der Dividendeninhaber?",
        "Was steht im Vorständebuch?",
        "Wo liegt Negev?",  # nothing that is merely near, however rude
        "Wer gründete Procter?",
    ],
)
def test_what_is_right_or_unknown_stays(spelling: Spelling, typed: str) -> None:
    assert spelling.set_right(typed) == typed


def test_a_word_of_a_deleted_article_takes_no_other_words_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "SMALL", 0)
    monkeypatch.setattr(spelling_module, "_MOST_STEMS", 1)
    for name in "abcdefg":
        (tmp_path / f"{name}.txt").write_text(f"In der Zeppelinhalle ist Raum {name}.", "utf-8")
    (tmp_path / "x.txt").write_text("Es gab auch Zeppelinhalla.", "utf-8")
    build(tmp_path, tmp_path / ".index")
    (tmp_path / "x.txt").unlink()
    build(tmp_path, tmp_path / ".index")
    index = Index.open(tmp_path / ".index")
    assert "zeppelinhalla" in index.lexical.sized("zepp", 1, 20)
    question = "Was ist in der Zeppelinhallas?"
    assert Spelling(index).set_right(question) == "Was ist in der Zeppelinhalle?"
