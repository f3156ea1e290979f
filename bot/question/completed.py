"""A question with what it took over from earlier ones."""

import re
from dataclasses import dataclass

# Brackets behind the question mark: those of "Wie groß ist die EU (Europa)" are the asker's own.
_SHOWN = re.compile(r"(?P<own>.*[^\W_].*[?!.…]) \((?P<taken>[^()]+)\)", re.DOTALL)
_ENDS = ("?", "!", ".", "…")


@dataclass(frozen=True, slots=True)
class Completed:
    """What was typed, and what it took over from earlier questions; nothing: an empty text.

    ``str`` gives it as it is shown, searched for, and may be asked again: "Wann war das? (OpenAI)".
    """

    own: str
    taken: str = ""

    @classmethod
    def read(cls, shown: str) -> "Completed":
        """Return the question that a reader asks again in the form in which it was shown."""
        match = _SHOWN.fullmatch(shown)
        return cls(match["own"], match["taken"]) if match else cls(shown)

    def __str__(self) -> str:
        if not self.taken:
            return self.own
        mark = "" if self.own.endswith(_ENDS) else "?"
        return f"{self.own}{mark} ({self.taken})"

    @property
    def asks_again(self) -> bool:
        """Whether it asks an earlier question again: "Und 2019? (Wie hoch war er?)"."""
        return self.taken.endswith("?")

    @property
    def asking(self) -> str:
        """What asks: the question's own part, of one that asks again all of it."""
        return str(self) if self.asks_again else self.own
