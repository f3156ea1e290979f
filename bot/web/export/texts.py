"""What the export says on the page, in German and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.web.words.texts import Language


@dataclass(frozen=True, slots=True)
class ExportTexts:
    """The words in one language; ``formats`` maps each format to what its button says."""

    export: str
    conversation: str
    references: str
    formats: Mapping[str, str]
    file_name: str
    nothing: str
    done: str


_FORMATS = {"md": "Markdown", "html": "HTML", "bibtex": "BibTeX", "ris": "RIS", "csl": "CSL-JSON"}

TEXTS: Mapping[Language, ExportTexts] = {
    "de": ExportTexts(
        export="Exportieren",
        conversation="Gespräch als",
        references="Zitierte Artikel als",
        formats={"docx": "Word (.docx)", **_FORMATS},
        file_name="zitat-{day}",
        nothing="Es gibt noch nichts zu exportieren: Stellen Sie zuerst eine Frage.",
        done="Die Datei {name} wird heruntergeladen.",
    ),
    "en": ExportTexts(
        export="Export",
        conversation="Conversation as",
        references="Cited articles as",
        formats={"docx": "Word (.docx)", **_FORMATS},
        file_name="zitat-{day}",
        nothing="There is nothing to export yet: ask a question first.",
        done="The file {name} is being downloaded.",
    ),
}
