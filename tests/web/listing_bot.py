"""A bot over many dated articles of three sources, which lists them as the real one does."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bot import Answer, Filters, Listed, Listing
from bot.cite import cite
from bot.types import Order
from index import Index, build

WORDS = "Wallberg"
LIST = "Welche Artikel gibt es über den Wallberg?"
SOURCES = ("Kurier", "Bote", "<Blatt>")
YEARS = {2019: 5, 2021: 12, 2022: 1, 2023: 30}
TEXT = "Es ist Winter. Auf dem Wallberg liegt {n} Zentimeter Schnee. Mehr weiß man nicht."
QUOTE = "Auf dem Wallberg liegt {n} Zentimeter Schnee."


class ListingBot:
    """Finds all articles for any words; the best are those with the most snow."""

    def __init__(self, folder: Path) -> None:
        days = [f"{year}-03-{n + 1:02}" for year, count in YEARS.items() for n in range(count)]
        rows = [
            {
                "title": f"Schnee {n}",
                "date": day,
                "source": SOURCES[n % 3],
                "text": TEXT.format(n=n),
            }
            for n, day in enumerate(days)
        ]
        (folder / "articles.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
        build(folder, folder / ".index")
        self.index = Index.open(folder / ".index")

    def ask(
        self, question: str, history: Sequence[str] = (), filters: Filters | None = None
    ) -> Answer:
        listing = self.search(WORDS, filters, count=100) if question == LIST else None
        return Answer(question, question, False, None, None, 0.0, (), (), listing=listing)

    def search(
        self,
        words: str,
        filters: Filters | None = None,
        order: Order = "best",
        first: int = 0,
        count: int = 20,
    ) -> Listing:
        hidden = (filters or Filters()).hidden(self.index)
        rows = [row for row in range(len(self.index.articles)) if hidden is None or not hidden[row]]
        articles = [self.index.articles[row] for row in rows]
        found = [self._listed(row) for row in rows]

        def key(listed: Listed) -> tuple[str, float]:
            return (listed.citation.date if order == "newest" else "", listed.score)

        found.sort(key=key, reverse=True)
        years = Counter(article.date[:4] for article in articles)
        return Listing(
            words,
            order,
            len(found),
            first,
            tuple(found[first : first + count]),
            tuple(sorted(years.items(), reverse=True)),
            tuple(Counter(article.source for article in articles).most_common()),
        )

    def _listed(self, row: int) -> Listed:
        article = self.index.articles[row]
        number = int(article.title.split()[1])
        quote = QUOTE.format(n=number)
        start = article.text.index(quote)
        mark = quote.index(WORDS)
        citation = cite(article, start, start + len(quote), quote)
        return Listed(citation, ((mark, mark + len(WORDS)),), float(number))
