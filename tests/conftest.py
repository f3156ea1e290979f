"""What the tests share: the seeds, an index of them, and small archives made on the spot."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot import Bot
from bot.web.settings import PageSettings
from index import build
from index.embedding.embedder import Embedder, own_model

if TYPE_CHECKING:
    from transformers import BertConfig

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
# Tests of the search and the page are about these, and must be quick: no reader, and an answer
# for what the search alone is half sure of. Those of the reader name it.
WITHOUT_READER = {"ZITAT_READER": "none", "ZITAT_ACCURACY": "0.6"}
os.environ.update(WITHOUT_READER)  # for fixtures of a wider scope than a test


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PageSettings.model_fields:
        monkeypatch.delenv(f"ZITAT_{name.upper()}", raising=False)
    for name, value in WITHOUT_READER.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def as_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the reader read, and show what is shown where nobody sets anything."""
    for name in WITHOUT_READER:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """Return the default model, loaded once."""
    return own_model()


@pytest.fixture(scope="session")
def seed_index_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build an index of the two seed articles, once. Not to be changed."""
    index_dir = tmp_path_factory.mktemp("seeds") / "index"
    build(SEEDS, index_dir)
    return index_dir


@pytest.fixture(scope="session")
def seed_bot(seed_index_dir: Path) -> Bot:
    return Bot(seed_index_dir, reader="none")


@pytest.fixture
def write_articles(tmp_path: Path) -> Callable[..., Path]:
    """Write files, given as name=text pairs in a dict, into a folder and return it."""

    def write(files: dict[str, str | bytes], folder: str = "articles") -> Path:
        for name, content in files.items():
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path / folder

    return write


def static_model(folder: Path) -> str:
    """Make a static model of a few words, with vectors that depend on the word alone."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    words = ["[UNK]", *"hund hunde bellt wien microsoft openai dollar milliarden am montag".split()]
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    torch.manual_seed(0)
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=24)], device="cpu").save(
        str(folder)
    )
    return str(folder)


def tiny_bert(words: int) -> "BertConfig":
    """Return the configuration of one small layer over a vocabulary of so many words."""
    from transformers import BertConfig

    return BertConfig(
        vocab_size=words,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
    )


def transformer_model(folder: Path, *, pooled: bool = True) -> Path:
    """Make a tiny transformer of a few words, with random weights."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertModel, PreTrainedTokenizerFast

    words = "[PAD] [UNK] query passage : Der Hund bellt".split()
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    torch.manual_seed(0)
    BertModel(tiny_bert(len(words))).save_pretrained(folder / "body")
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]"
    ).save_pretrained(folder / "body")
    modules = [Transformer(str(folder / "body")), *([Pooling(16)] if pooled else [])]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder / "model"))
    return folder / "model"
