"""An extractive model as reader: a tiny one with random weights, made and saved by the test."""

import socket
from pathlib import Path

import numpy as np
import pytest
from bot.extractive import ExtractiveReader, _best

from bot import Bot
from bot.bench.ablation import AblatedBot
from index.errors import ModelError
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


def test_the_best_span_lies_in_the_text_and_ends_after_its_start(folder: str) -> None:
    reader = ExtractiveReader.load(folder)
    texts = ["Es sind 49 Prozent.", "Kurz.", "Viel " * 400]
    for text, reading in zip(texts, reader.read(QUESTION, texts), strict=True):
        assert 0 <= reading.start < reading.end <= len(text)
        assert 0 <= reading.sureness <= 1
    assert reader.read(QUESTION, []) == []


def test_the_best_span_is_that_of_the_highest_sum() -> None:
    starts = np.array([0, 9, 1, 5, 0], dtype=np.float32)
    ends = np.array([0, 0, 2, 1, 7], dtype=np.float32)
    offsets = np.array([[0, 0], [0, 3], [4, 6], [7, 9], [0, 0]])
    inside = np.array([False, False, True, True, True])
    reading = _best(starts, ends, offsets, inside)
    assert (reading.start, reading.end, reading.score) == (7, 9, 6.0)


def test_the_candidates_are_the_same_sentences_and_spans_are_slices(
    folder: str, seed_index_dir: Path, seed_bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = seed_bot.ask(QUESTION)
    assert AblatedBot(seed_index_dir, "novelty", folder).fitted_to.reader == folder
    monkeypatch.setenv("ZITAT_READER", folder)
    read = Bot(seed_index_dir).ask(QUESTION)
    assert {c.text for c in read.candidates} == {c.text for c in plain.candidates}
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
        ExtractiveReader.load("some/reader")
    with pytest.raises(ModelError, match=r"does not exist.*--reader"):
        Bot(seed_index_dir, reader=str(tmp_path / "missing"))
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelError, match=r"cannot be loaded.*--reader"):
        Bot(seed_index_dir, reader=str(tmp_path))
    assert "calibrate" not in caplog.text  # what cannot be loaded needs no calibration
