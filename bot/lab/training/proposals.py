"""What the search proposes for the questions that the reader learns from: its negatives."""

import json
from collections.abc import Sequence
from pathlib import Path

from rich.progress import track

from bot.lab.training.search import Search, search_of
from bot.lab.training.sources import Asked
from bot.rank.ranking import Ranked

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
    with search_of(texts) as search:
        for asked in track(questions, "what the search proposes"):
            _, ranked = search.rank(asked.question)
            found[asked.id] = [] if ranked is None else _sentences(search, ranked)
    lines = [json.dumps({"id": key, "sentences": rows}) for key, rows in found.items()]
    store.with_suffix(".new").write_text("\n".join(lines) + "\n", encoding="utf-8")
    store.with_suffix(".new").replace(store)
    return found


def _sentences(search: Search, ranked: Ranked) -> list[Proposal]:
    """Return the likeliest sentences, each with the name of its text."""
    places = (ranked.found.sentence(int(place)) for place in ranked.positions[:SENTENCES])
    return [(search.name(row), sentence.start, sentence.end) for row, sentence in places]
