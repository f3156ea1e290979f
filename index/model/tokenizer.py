"""The tokenizer of the model that zitat brings."""

from index.model.check import MODEL_FOLDER
from index.model.unigram import UnigramTokenizer
from index.once import once

TOKENIZER = "tokenizer.json"


@once
def own_tokenizer() -> UnigramTokenizer:
    """Return the tokenizer, whose tokens are in lower case; loaded once, as nothing changes it."""
    return UnigramTokenizer(MODEL_FOLDER / TOKENIZER)
