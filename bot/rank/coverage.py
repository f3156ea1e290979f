"""How much of a question is covered: its words' weights, matched in sentences and around them."""

import numpy as np

from bot.arrays import Floats, Ints
from bot.rank.likeness import JoinedArticles


def covered(matched: Floats, weights: Floats) -> Floats:
    """Return the share of the weights whose words are matched, for each column of ``matched``."""
    total = float(weights.sum())
    return weights @ matched / total if total > 0 else np.zeros(matched.shape[1], dtype=np.float32)


def covered_within_article(matched: Floats, joined: JoinedArticles, weights: Floats) -> Floats:
    """As ``covered``, where a word that stands in every sentence of an article counts nothing."""
    counts = np.bincount(joined.article_of).astype(np.float32)
    found = np.add.reduceat(matched, joined.first_sentences, axis=1)
    local = np.log((counts + 1) / (found + 0.5)).clip(0.05) * weights[:, None]
    shares = local / local.sum(axis=0, keepdims=True).clip(1e-6)
    result: Floats = np.einsum("ws,ws->s", matched, shares[:, joined.article_of])
    return result


def before(values: Floats, first_sentences: Ints) -> Floats:
    """Return each sentence's predecessor's values, 0 at an article's start; last axis."""
    shifted = np.zeros_like(values)
    shifted[..., 1:] = values[..., :-1]
    shifted[..., first_sentences] = 0
    return shifted


def after(values: Floats, first_sentences: Ints) -> Floats:
    """Return each sentence's successor's values, 0 at an article's end; last axis."""
    shifted = np.zeros_like(values)
    shifted[..., :-1] = values[..., 1:]
    lasts = np.append(first_sentences[1:], values.shape[-1]) - 1
    shifted[..., lasts] = 0
    return shifted
