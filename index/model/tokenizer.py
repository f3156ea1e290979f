"""The tokenizer of the model that zitat brings."""

from typing import TYPE_CHECKING

from index.model.check import MODEL_FOLDER
from index.once import once

if TYPE_CHECKING:
    from tokenizers import Tokenizer

TOKENIZER = "tokenizer.json"


@once
def own_tokenizer() -> "Tokenizer":
    """Return the tokenizer, whose tokens are in lower case; loaded once, as nothing changes it."""
    from tokenizers import Tokenizer  # noqa: PLC0415  only where words are split

    return Tokenizer.from_file(str(MODEL_FOLDER / TOKENIZER))
