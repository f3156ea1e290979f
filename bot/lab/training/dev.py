"""What the dev set says of a network in training: the reader alone, over the proposals."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from bot.lab.bench.measures import auroc, token_f1
from bot.lab.training.network import Network
from bot.lab.training.proposals import Proposal
from bot.lab.training.search import positions_of
from bot.lab.training.sources import Asked
from bot.reader.own import OwnReader
from bot.reader.passages import Passage, head_of
from bot.reader.read import WINDOWS
from bot.reader.scores import reading_of
from bot.reader.windows import windows_of
from bot.text.sentences import split_sentences
from index.metadata.titles import title_of


class NetworkSession:
    """A network in the place of the ONNX session that ``OwnReader`` runs."""

    def __init__(self, network: Network) -> None:
        self._network = network

    @torch.inference_mode()
    def run(
        self, _: None, given: dict[str, NDArray[Any]], __: object = None
    ) -> list[NDArray[np.float32]]:
        """Return the logits of (rows, tokens) ids, as the ONNX graph does."""
        ids, mask = torch.from_numpy(given["ids"]), torch.from_numpy(given["mask"]).long()
        return [self._network(ids, mask).numpy()]


def describe_dev(
    network: Network,
    tokenizer: Any,
    texts: dict[str, str],
    questions: Sequence[Asked],
    proposed: dict[str, list[Proposal]],
) -> str:
    """Return hit@1, span F1 and the AUROC of the best score, answerable or not, as a line."""
    reader = OwnReader(NetworkSession(network), tokenizer)
    best_scores, answerable, hits, f1 = [], [], [], []
    for asked in questions:
        passages = _passages(texts, proposed[asked.id])
        found = reading_of(passages, reader.read(asked.question, passages)).sentences
        if not found:
            continue
        (path, _), best = max(found.items(), key=lambda item: item[1].score)
        best_scores.append(best.score)
        answerable.append(bool(asked.spans))
        if asked.spans:
            start, end = asked.spans[0]
            hits.append(path == asked.text and best.start < end and best.end > start)
            marked = texts[path][best.start : best.end]
            f1.append(token_f1(marked, texts[asked.text][start:end]) if hits[-1] else 0.0)
    apart = auroc(best_scores, answerable)
    return (
        f"{len(hits)} answerable: right span first {np.mean(hits):.3f}, "
        f"token F1 {np.mean(f1):.3f}; "
        f"{len(best_scores)} in all: AUROC {apart or 0:.3f}"
    )


def _passages(texts: dict[str, str], proposed: Sequence[Proposal]) -> list[Passage]:
    names = list(dict.fromkeys(name for name, _, _ in proposed))
    sentences = [tuple(split_sentences(texts[name])) for name in names]
    return [
        Passage(
            path=names[window.article],
            sha256="",
            text=texts[names[window.article]],
            head=head_of(title_of(texts[names[window.article]]) or ""),
            sentences=sentences[window.article],
            first=window.first,
            last=window.last,
        )
        for window in windows_of(sentences, positions_of(proposed, names, sentences), WINDOWS)
    ]
