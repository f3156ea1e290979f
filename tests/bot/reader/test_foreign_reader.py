"""A foreign model as reader: a tiny one with random weights, made and saved by the test."""

import socket
from pathlib import Path

import pytest

from bot import Bot
from bot.lab.bench.ablation import AblatedBot
from bot.reader.foreign import ForeignReader
from bot.reader.passages import Passage, text_of
from bot.text.sentences import Sentence, split_sentences
from index.errors import ModelError
from index.text.tables import linearize, table_rows
from tests.conftest import tiny_bert

QUESTION = "Wie viel Prozent an OpenAI könnte Microsoft bekommen?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    import torch
    from transformers import BertForQuestionAnswering, BertTokenizerFast

    path = tmp_path_factory.mktemp("reader")
    letters = [chr(code) for code in range(97, 123)] + list("äöüß0123456789.,-?!")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{c}" for c in letters)]
    vocabulary = path / "vocab.txt"
    vocabulary.write_text("\n".join(words), encoding="utf-8")
    BertTokenizerFast(str(vocabulary)).save_pretrained(path)
    torch.manual_seed(0)
    BertForQuestionAnswering(tiny_bert(len(words))).save_pretrained(path)
    return str(path)


def test_it_says_something_of_each_token_of_a_passage(folder: str) -> None:
    reader = ForeignReader.load(folder)
    texts = ["Es sind 49 Prozent.", "Kurz.", "Viel " * 400]
    passages = [Passage(text, "0", text, "", (Sentence(0, len(text)),), 0, 0) for text in texts]
    for text, said in zip(texts, reader.read(QUESTION, passages), strict=True):
        assert len(said.starts) == len(said.ends) == len(said.offsets) > 0
        assert all(0 <= start < end <= len(text) for start, end in said.offsets)
    assert reader.read(QUESTION, []) == []


def test_rows_of_tables_are_read_under_their_heads_and_only_they_have_tokens(folder: str) -> None:
    text = "Zwei Tage.\nTag\tGäste\tHelfer\nMontag\t412\t80\nDienstag\t9\t5"
    sentences = tuple(split_sentences(text))
    of_table = {row.start: linearize(text, row) for row in table_rows(text)}
    rows = {n: of_table[s.start] for n, s in enumerate(sentences) if s.start in of_table}
    passage = Passage("a", "0", text, "", sentences, 0, len(sentences) - 1, rows)
    assert "Tag Montag: 412 Gäste; 80 Helfer." in text_of(passage)[0]
    (said,) = ForeignReader.load(folder).read(QUESTION, [passage])
    assert "".join(text[start:end] for start, end in said.offsets) == "".join(text.split())


def test_it_takes_the_place_of_the_own_reader_and_spans_are_slices(
    folder: str, seed_index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert AblatedBot(seed_index_dir, "novelty", folder).fitted_to.reader == folder
    monkeypatch.setenv("ZITAT_READER", folder)
    read = Bot(seed_index_dir).ask(QUESTION)
    assert read.candidates
    assert all(c.span is None or c.span in c.text for c in read.candidates)
    named = Bot(seed_index_dir, reader=folder).ask(QUESTION)
    assert [c.text for c in named.candidates] == [c.text for c in read.candidates]


def test_a_reader_that_is_not_there_or_is_none_is_refused(
    tmp_path: Path,
    seed_index_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def no_network(*_: object, **__: object) -> socket.socket:
        raise OSError("Network is unreachable")

    monkeypatch.setattr(socket, "create_connection", no_network)
    with pytest.raises(ModelError, match=r"some/reader.*cannot be reached.*--reader"):
        ForeignReader.load("some/reader")
    with pytest.raises(ModelError, match=r"does not exist.*--reader"):
        Bot(seed_index_dir, reader=str(tmp_path / "missing"))
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelError, match=r"cannot be loaded.*--reader"):
        Bot(seed_index_dir, reader=str(tmp_path))
    assert "calibrate" not in caplog.text  # what cannot be loaded needs no calibration
