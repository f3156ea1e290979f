"""What the search proposes for the questions that the reader learns from: its negatives."""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.progress import track

from bot.lab.training.sources import Asked
from bot.question import read_question
from bot.ranking import Ranker
from index import Index, build
from index.embed import Embedder
from index.settings import load_settings

# So many sentences are kept of each question, the likeliest first.
SENTENCES = 40

Proposal = tuple[str, int, int]


def proposals(
    texts: dict[str, str], questions: Sequence[Asked], store: Path
) -> dict[str, list[Proposal]]:
    """Return for each question's id the sentences that the search proposes: (text, start, end).

    All ``texts`` are one archive. What was found is written to ``store`` and read from there the
    next time.
    """
    if store.exists():
        return {
            row["id"]: [(name, start, end) for name, start, end in row["sentences"]]
            for row in map(json.loads, store.read_text(encoding="utf-8").splitlines())
        }
    found: dict[str, list[Proposal]] = {}
    with tempfile.TemporaryDirectory() as folder:
        articles, index_dir = Path(folder, "articles"), Path(folder, "index")
        articles.mkdir()
        for name, text in texts.items():
            (articles / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
        build(articles, index_dir)
        index = Index.open(index_dir)
        embedder = Embedder.load(load_settings().model or index.manifest.config.model)
        ranker = Ranker(index, embedder)
        for asked in track(questions, "what the search proposes"):
            question = read_question(asked.question)
            vector = embedder.questions([question.search_text])[0]
            ranked = ranker.rank(question, vector)
            sentences: list[Proposal] = []
            for position in [] if ranked is None else ranked.positions[:SENTENCES]:
                assert ranked is not None
                row, sentence = ranked.found.sentence(int(position))
                name = index.articles[row].path.removesuffix(".txt")
                sentences.append((name, sentence.start, sentence.end))
            found[asked.id] = sentences
    lines = [json.dumps({"id": key, "sentences": rows}) for key, rows in found.items()]
    store.with_suffix(".new").write_text("\n".join(lines) + "\n", encoding="utf-8")
    store.with_suffix(".new").replace(store)
    return found
