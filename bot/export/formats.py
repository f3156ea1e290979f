"""The formats by name: what a file of each is called, and what writes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.export.docx import to_docx
from bot.export.html import to_html
from bot.export.markdown import to_markdown
from bot.export.references import to_bibtex, to_csl, to_ris
from bot.export.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the ending of its files, their media type, and what writes one."""

    ending: str
    media_type: str
    write: Callable[[Transcript], bytes]


def _text(write: Callable[[Transcript], str]) -> Callable[[Transcript], bytes]:
    return lambda transcript: write(transcript).encode("utf-8")


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS: Mapping[str, Format] = {
    "docx": Format(".docx", _WORD, to_docx),
    "md": Format(".md", "text/markdown", _text(to_markdown)),
    "html": Format(".html", "text/html", _text(to_html)),
    "bibtex": Format(".bib", "application/x-bibtex", _text(to_bibtex)),
    "ris": Format(".ris", "application/x-research-info-systems", _text(to_ris)),
    "csl": Format(".json", "application/vnd.citationstyles.csl+json", _text(to_csl)),
}
