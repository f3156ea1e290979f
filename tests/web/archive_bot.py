"""A bot over dated articles of three sources: three answer one question, two of them alike."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot import Answer, Candidate, Filters
from bot.cite import cite
from bot.compare.voices import find_voices
from bot.question import read_question
from index import Index, build

COST = "Wie viel kostete der Bau der Brücke?"
ADDRESS = "https://kurier.example/bruecke?id=7"


@dataclass(frozen=True)
class Report:
    """An article whose ``quote`` answers with ``span``."""

    title: str
    date: str | None
    source: str | None
    url: str | None
    quote: str
    span: str


REPORTS = (
    Report("Brücke eröffnet", "2023-09-18", "Kurier", ADDRESS,
           "Der Bau der Brücke kostete insgesamt 21 Millionen Euro.", "21 Millionen Euro"),
    Report("Radler freuen sich", "2023-09-20", "Bote", None,
           "Die Stadt gab für die Brücke 21 Mio. Euro aus.", "21 Mio. Euro"),
    Report("Streit um den Bau der Brücke", "2023-10-02", "<Blatt>", None,
           "24 Millionen Euro hat das gekostet, sagt die Opposition.", "24 Millionen Euro"),
)  # fmt: skip
UNDATED = {"title": "Wetter", "text": "Am Wochenende regnet es in der ganzen Stadt."}
NOTICE = "Foto: APA/Hans Huber"


class ArchiveBot:
    """Answers with one sentence a report, the same whatever the models say; filters for real."""

    def __init__(self, folder: Path) -> None:
        lines = [
            {
                **vars(report),
                "text": f"Es steht fest. {report.quote} Mehr weiß man nicht.\n\n{NOTICE}",
            }
            for report in REPORTS
        ]
        rows = "\n".join(json.dumps(line) for line in (*lines, UNDATED))
        (folder / "articles.jsonl").write_text(rows, "utf-8")
        build(folder, folder / ".index")
        self.index = Index.open(folder / ".index")

    def ask(
        self, question: str, history: Sequence[str] = (), filters: Filters | None = None
    ) -> Answer:
        hidden = (filters or Filters()).hidden(self.index)
        rows = (row for row in range(len(REPORTS)) if hidden is None or not hidden[row])
        found = tuple(map(self._candidate, rows))
        if not found or question != COST:
            return Answer(question, question, False, None, None, 0.0, (), found)
        read = read_question(question)
        best, voices = found[0], find_voices(read, found, [1.0] * len(read.words), 0.5)
        return Answer(
            question, question, True, best.text, best.span, 0.8, (best.citation,), found, voices
        )

    def _candidate(self, row: int) -> Candidate:
        article, report = self.index.articles[row], REPORTS[row]
        start = article.text.index(report.quote)
        citation = cite(article, start, start + len(report.quote), report.quote)
        start = report.quote.index(report.span)
        place = (start, start + len(report.span))
        return Candidate(report.quote, None, 0.8 - row / 10, citation).marked(place)
