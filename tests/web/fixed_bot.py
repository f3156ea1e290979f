"""A bot for the tests of the page, and the questions that it knows."""

from collections.abc import Sequence
from dataclasses import replace

from bot import Answer, Candidate, Filters, Listed, Listing
from bot.cite import cite
from bot.types import Earlier, Note
from index import Index

ANSWERED = "Wie viel Prozent an OpenAI könnte Microsoft bekommen?"
FOLLOW_UP = "Und wann war das?"
BOTH = "Wie viel Prozent an OpenAI könnte Microsoft bekommen und wer malte die Mona Lisa 2019?"
THANKS = "Danke!"
LISTED = "Welche Artikel gibt es über Microsoft?"
FLAKY = "Was passiert beim zweiten Mal?"
BAD = "Was passiert bei einem Fehler?"
QUOTES = (
    ("000_bedaab97efa26e68.txt", "Mit dem Deal gehen", "49 Prozent"),
    ("001_85ee735918666742.txt", "Bloomberg nennt", "zehn Milliarden Dollar"),
    ("001_85ee735918666742.txt", "Azure sei außerdem", None),
)


class FixedBot:
    """The seeds' real index with answers that do not change when answering gets better.

    One question is answered, one holds two, thanks are no question, one wants a list, one fails as
    with a defect, one fails at first and is answered when it is asked again; any other is not in
    the articles.
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        self._failed = False
        self._candidates = tuple(self._candidate(*quote) for quote in QUOTES)

    def ask(
        self, question: str, history: Sequence[str] = (), filters: Filters | None = None
    ) -> Answer:
        if question == THANKS:
            return Answer(THANKS, THANKS, False, None, None, 0.0, (), (), note=Note("thanks"))
        if question == BOTH:
            return self._both()
        if question == FLAKY:
            self._failed = not self._failed
        if question == BAD or (question == FLAKY and self._failed):
            raise RuntimeError("a defect that the page must survive")
        asked = f"{history[-1]} {question}" if question == FOLLOW_UP and history else question
        if question not in (ANSWERED, FLAKY):
            return Answer(
                question=question,
                asked=asked,
                answered=False,
                text=None,
                span=None,
                confidence=0.1,
                citations=(),
                candidates=self._candidates[1:],
                listing=self._listing() if question == LISTED else None,
            )
        best = self._candidates[0]
        return Answer(
            question=question,
            asked=asked,
            answered=True,
            text=best.text,
            span=best.span,
            confidence=0.81,
            citations=(best.citation,),
            candidates=self._candidates,
        )

    def _both(self) -> Answer:
        """Return two answers in one: one with a value of an earlier time, one that stays open."""
        answered, other = self.ask(ANSWERED), self.ask("Wer malte die Mona Lisa 2019?")
        answered = replace(answered, earlier=(Earlier("2021-06", self._candidates[1]),))
        other = replace(other, note=Note("other_time", "2019"))
        return replace(answered, question=BOTH, asked=BOTH, parts=(answered, other))

    def search(
        self,
        words: str,
        filters: Filters | None = None,
        order: str = "best",
        first: int = 0,
        count: int = 20,
    ) -> Listing:
        return self._listing()

    def _listing(self) -> Listing:
        """Return both articles with the words marked that were asked for."""
        listed = []
        for candidate in self._candidates[:2]:
            start = candidate.text.find("Microsoft")
            marks = ((start, start + len("Microsoft")),) if start >= 0 else ()
            listed.append(Listed(candidate.citation, marks, 1.0))
        dated = [item.citation.date[:4] for item in listed if item.citation.date]
        named = [item.citation.source for item in listed if item.citation.source]
        return Listing(
            words="Microsoft",
            order="best",
            found=len(listed),
            first=0,
            articles=tuple(listed),
            years=tuple((year, dated.count(year)) for year in sorted(set(dated), reverse=True)),
            sources=tuple((name, named.count(name)) for name in sorted(set(named))),
        )

    def _candidate(self, path: str, first_words: str, span: str | None) -> Candidate:
        article = next(article for article in self.index.articles if article.path == path)
        start = article.text.index(first_words)
        end = article.text.index(".", start) + 1
        quote = article.text[start:end]
        place = None if span is None else (quote.index(span), quote.index(span) + len(span))
        return Candidate(quote, None, 0.5, cite(article, start, end, quote)).marked(place)
