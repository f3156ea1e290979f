"""What has changed in the archive since a page was drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.web.escape import escape
from bot.web.words.figures import format_number
from bot.web.words.messages import in_language
from bot.web.words.texts import Language
from index.messages import Message


@dataclass(frozen=True, slots=True)
class News:
    """How many articles a change of the archive has added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __add__(self, later: "News") -> "News":
        """Return both as one."""
        return News(
            self.added + later.added,
            self.changed + later.changed,
            self.removed + later.removed,
        )

    @classmethod
    def between(cls, old: npt.NDArray[Any], new: npt.NDArray[Any]) -> "News":
        """Return what two archives differ by, given their articles' records of ``heads.HEAD``."""
        both, was, now = np.intersect1d(old["path"], new["path"], return_indices=True)
        return cls(
            added=len(new) - len(both),
            changed=int(np.count_nonzero(old["line"][was] != new["line"][now])),
            removed=len(old) - len(both),
        )


_TEXTS: Mapping[Language, Mapping[str, tuple[str, str]]] = {
    "de": {
        "added": ("1 Artikel neu", "{count} Artikel neu"),
        "changed": ("1 Artikel geändert", "{count} Artikel geändert"),
        "removed": ("1 Artikel entfernt", "{count} Artikel entfernt"),
    },
    "en": {
        "added": ("1 new article", "{count} new articles"),
        "changed": ("1 article changed", "{count} articles changed"),
        "removed": ("1 article removed", "{count} articles removed"),
    },
}


_BEHIND: Mapping[Language, str] = {
    "de": "Neues aus dem Ordner der Artikel fehlt noch; der bisherige Index antwortet. {message}",
    "en": "What is new in the folder of articles is missing; the old index answers. {message}",
}


def news_line(news: News, language: Language, problem: Message | None = None) -> str:
    """Return news as a line that a screen reader reads aloud; nothing if there is none.

    ``problem`` is why the index is behind the folder of articles, if it is.
    """
    parts = []
    for kind, (one, many) in _TEXTS[language].items():
        if count := getattr(news, kind):
            text = many.format(count=format_number(count, language))
            parts.append(one if count == 1 else text)
    if problem is not None:
        parts.append(_BEHIND[language].format(message=in_language(language, problem)))
    kind = "news error" if problem is not None else "news"
    text = escape(" · ".join(parts))
    return f'<p class="{kind}" role="status">{text}</p>' if parts else ""
