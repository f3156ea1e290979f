"""The reader's training, whole and tiny: two layers, 50 questions, texts made by the test."""

import gzip
import json
from pathlib import Path
from random import Random

import numpy as np
import onnxruntime
import pytest
import torch
from packed_base import HEADS, HIDDEN, LAYERS, PIECES, WIDE, write_packed_base
from tokenizers import Tokenizer

from bot.lab.training import reader, vocabulary
from bot.lab.training.base import read_base
from bot.lab.training.batches import Row, Texts, rows_of
from bot.lab.training.export import BLOCK, export
from bot.lab.training.learn import batch_loss
from bot.lab.training.manners import in_other_manner
from bot.lab.training.network import Network, load_network, network_of
from bot.lab.training.sources import COMPREHENSION, Asked

ARTICLES = 12


@pytest.fixture(scope="module")
def base_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("base") / "base.bin"
    write_packed_base(path)
    return path


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Write data as the real one is; return the folders of training and evaluation."""
    folder = tmp_path_factory.mktemp("data")
    train, evaluation = folder / "train", folder / "eval"
    (evaluation / "news").mkdir(parents=True)
    (train / "qa").mkdir(parents=True)
    natural = []
    for number in range(ARTICLES):
        answer = f"{number + 11} Euro"
        text = f"Das Bad in Ort{number} ist offen. Der Eintritt kostet {answer}. Alle kamen gern."
        (evaluation / "news" / f"n-{number}.txt").write_text(text, encoding="utf-8")
        row = {"id": f"q{number}", "lang": "de", "kind": "how_much", "style": "plain"}
        row |= {"question": f"Was kostet das Bad in Ort{number}?", "article": f"n-{number}"}
        natural.append(row | {"answer": answer, "start": text.index(answer)})
        none = {"id": f"u{number}", "lang": "de", "kind": "who", "style": "unanswerable"}
        natural.append(none | {"question": f"Wer leitet Ort{number}?", "near": f"n-{number}"})
    _write(evaluation / "news-dev-natural.jsonl", natural[:6])
    _write(train / "news-qa-natural.jsonl", natural)
    _write(train / "news-qa.jsonl", [])
    _write(train / "wiki-qa.jsonl", [])
    with gzip.open(train / "wiki-articles.json.gz", "wt", encoding="utf-8") as file:
        json.dump({}, file)
    for name in COMPREHENSION:
        with gzip.open(train / "qa" / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            for number in range(5):
                context = f"Anna {number} lives here. Bert {number} lives there."
                answers = [{"text": f"Bert {number}", "start": context.index("Bert")}]
                row = {"id": f"{name}{number}", "lang": "en", "question": "Who lives there?"}
                file.write(json.dumps(row | {"context": context, "answers": answers}) + "\n")
    return train, evaluation


def _write(path: Path, rows: list[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture(scope="module")
def trained(
    base_path: Path, data: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path, list[str]]:
    """Train in two runs, the second from the checkpoint; return work, out, arguments."""
    folder = tmp_path_factory.mktemp("training")
    patch = pytest.MonkeyPatch()
    patch.setattr(vocabulary, "WORDS", {})
    train, evaluation = data
    arguments = [
        *("--train", str(train), "--evaluation", str(evaluation), "--base", str(base_path)),
        *("--work", str(folder / "work"), "--out", str(folder / "out"), "--layers", "2"),
        *("--questions", "50", "--read-tokens", "2000"),
    ]
    reader.main([*arguments, "--choose-tokens", "0"])
    reader.main([*arguments, "--choose-tokens", "2000", "--resume"])
    patch.undo()
    return folder / "work", folder / "out", arguments


def test_the_base_is_read_as_it_was_packed(base_path: Path, tmp_path: Path) -> None:
    tensors = write_packed_base(tmp_path / "again.bin")
    base = read_base(base_path)
    assert (base.hidden, base.layers, base.heads, base.intermediate) == (
        *(HIDDEN, LAYERS, HEADS, WIDE),
    )
    assert list(base.pieces) == PIECES
    word = base.tensors["embeddings.word_embeddings.weight"]
    assert word.shape == (len(PIECES), HIDDEN)
    assert np.allclose(word.ravel(), tensors["emb.word"], atol=1e-6)
    wide = base.tensors["encoder.layer.1.intermediate.dense.weight"]
    assert wide.shape == (WIDE, HIDDEN)
    assert np.allclose(wide.ravel(), tensors["l1.fi.w"], atol=1e-6)
    (tmp_path / "other.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ValueError, match=r"other\.bin is not a packed e5 model"):
        read_base(tmp_path / "other.bin")


def test_the_network_is_the_transformers_bert(base_path: Path) -> None:
    base = read_base(base_path)
    network = network_of(base, np.arange(len(PIECES))).eval()
    ids = torch.tensor([[0, 40, 41, 42, 2], [0, 50, 2, 1, 1]])
    mask = (ids != 1).long()
    with torch.inference_mode():
        ours = network(ids, mask)
        theirs = network.head(network.bert(input_ids=ids, attention_mask=mask).last_hidden_state)
    assert torch.allclose(ours[mask.bool()], theirs[mask.bool()], atol=1e-4)


def test_only_needed_pieces_stay(base_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "WORDS", {})
    base = read_base(base_path)
    rows = vocabulary.needed_pieces(base, ["Wer kam?"])
    kept = [base.pieces[row] for row in rows]
    assert kept[:4] == list(vocabulary.SPECIAL)
    assert {"▁Wer", "▁", "Z", "ß"} <= set(kept)
    assert not {"日本", "что", "▁Euro"} & set(kept)


def test_a_run_that_is_taken_up_again_goes_on_where_it_was(
    trained: tuple[Path, Path, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    work, out, arguments = trained
    progress = json.loads((work / "progress.json").read_text())
    assert progress["tokens"] >= 4000
    assert progress["drawn"]["archive"] > 0
    before = (out / "reader.onnx").read_bytes()
    reader.main([*arguments, "--choose-tokens", "2000", "--resume"])
    assert "going on at" in capsys.readouterr().out
    assert (out / "reader.onnx").read_bytes() == before  # nothing was left to learn


def test_what_is_written_computes_what_the_network_does(
    trained: tuple[Path, Path, list[str]], base_path: Path
) -> None:
    work, out, _ = trained
    rows = np.load(work / "pieces.npy")
    network: Network = network_of(read_base(base_path), rows, 2)
    load_network(network, work / "average.safetensors")
    tokenizer = Tokenizer.from_file(str(out / "tokenizer.json"))
    ids = [[0, *tokenizer.encode("Was kostet das Bad?").ids, 2], [0, 5, 6, 2]]
    padded = np.array([row + [1] * (len(ids[0]) - len(row)) for row in ids], dtype=np.int64)
    mask = (padded != 1).astype(np.int32)
    session = onnxruntime.InferenceSession(str(out / "reader.onnx"))
    (found,) = session.run(None, {"ids": padded, "mask": mask})
    with torch.inference_mode():
        wanted = network(torch.from_numpy(padded), torch.from_numpy(mask).long()).numpy()
    inside = mask.astype(bool)
    assert np.abs(found - wanted)[inside].max() < 0.05


def test_only_weights_are_rounded_so_that_all_processors_answer_alike(
    base_path: Path, tmp_path: Path
) -> None:
    network = network_of(read_base(base_path), np.arange(len(PIECES)), 2)
    with torch.no_grad():
        for name, weights in network.bert.named_parameters():
            if "layer." in name and weights.ndim == 2:
                blocks = weights.view(len(weights), -1, BLOCK)
                scales = blocks.abs().amax(2, keepdim=True) / 127
                blocks.copy_((blocks / scales).round() * scales)
        table = network.bert.embeddings.word_embeddings.weight
        scales = table.abs().amax(1, keepdim=True) / 127
        table.copy_((table / scales).round() * scales)
    export(network, tmp_path / "reader.onnx")
    ids = np.array([[0, 5, 6, 4, 2]], dtype=np.int64)
    mask = np.ones_like(ids, dtype=np.int32)
    session = onnxruntime.InferenceSession(str(tmp_path / "reader.onnx"))
    (found,) = session.run(None, {"ids": ids, "mask": mask})
    with torch.inference_mode():
        wanted = network(torch.from_numpy(ids), torch.from_numpy(mask).long()).numpy()
    assert np.abs(found - wanted).max() < 1e-5


def test_a_checkpoint_is_neither_overwritten_nor_missed(
    trained: tuple[Path, Path, list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, _, arguments = trained
    with pytest.raises(SystemExit):
        reader.main(arguments)
    assert "--resume goes on from it" in capsys.readouterr().err
    empty = [*arguments, "--work", str(tmp_path / "none"), "--resume"]
    with pytest.raises(SystemExit):
        reader.main(empty)
    assert "holds no checkpoint" in capsys.readouterr().err


TEXT = "Erstens kam Anna. Zweitens kam Bert um acht. Drittens war es aus."


def test_the_answers_tokens_start_and_end_it(trained: tuple[Path, Path, list[str]]) -> None:
    tokenizer = Tokenizer.from_file(str(trained[1] / "tokenizer.json"))
    start = TEXT.index("Bert")
    asked = Asked("1", "Wer kam?", "de", "t", ((start, start + len("Bert um acht")),), "plain")
    (row,) = rows_of(0, asked, Texts(tokenizer, {"t": TEXT}), [], 1, Random(3))
    answer = row.ids[row.starts[0] : row.ends[0] + 1]
    assert tokenizer.decode(list(answer)).strip() == "Bert um acht"


def test_nothing_here_is_the_logit_zero(base_path: Path) -> None:
    network = network_of(read_base(base_path), np.arange(len(PIECES)))
    torch.nn.init.zeros_(network.head.weight)
    row = Row(0, (0, 40, 2, 41, 42, 43, 2), (), (), 3)
    torch.nn.init.constant_(network.head.bias, -20.0)
    assert float(batch_loss(network, [row], 1).detach()) == pytest.approx(0, abs=1e-4)
    torch.nn.init.zeros_(network.head.bias)
    assert float(batch_loss(network, [row], 1).detach()) == pytest.approx(2 * np.log(4), abs=1e-2)
    answered = Row(0, (0, 40, 2, 41, 42, 43, 2), (3,), (4,), 3)
    assert float(batch_loss(network, [answered], 1).detach()) == pytest.approx(
        2 * np.log(4), abs=1e-2
    )


def test_another_manner_keeps_the_words() -> None:
    question = "Wann wurde die Brücke in Linz eröffnet?"
    asked = {in_other_manner(question, Random(seed)) for seed in range(200)}
    assert question in asked
    assert question.lower() in asked
    assert question.rstrip("?") in asked
    assert all(abs(len(one) - len(question)) <= 2 for one in asked)
