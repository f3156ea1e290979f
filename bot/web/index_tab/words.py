"""What there is to say on the tab "Articles & index": the fields, without their words."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from bot.web.words.texts import Language

PREFIX = "index_"


@dataclass(frozen=True, slots=True)
class IndexTexts:
    """The words of the tab in one language. ``{…}`` are filled in where they are used."""

    language: Language
    ask_tab: str
    tab: str
    articles: str
    filter: str
    filter_placeholder: str
    found_one: str
    found_many: str
    found_none: str
    columns: Mapping[str, str]
    action: str
    opens_new_tab: str
    previous: str
    next: str
    page: str
    pages: str
    remove: str
    remove_ask: str
    remove_all: str
    remove_yes: str
    remove_no: str
    removed: str
    upload: str
    upload_hint: str
    replace: str
    receipts: str
    outcomes: Mapping[str, str]
    rebuild: str
    waiting_one: str
    waiting_many: str
    steps: Mapping[str, str]
    step: str
    starting: str
    opening: str
    busy: str
    failed: str
    done: str
    left_out: str
    kinds: Mapping[str, str]
    more: str
    remarks: str
    read_only: str
    refused: str
    builds: str
    no_builds: str
    build_columns: Mapping[str, str]
    build_failed: str
    changed_answers: str
    changed_none: str
    changes: Mapping[str, str]
    was: str
    now: str
    nothing: str
    judge: str
    judge_none: str
    verdicts: Mapping[str, str]
    thanks: str
    not_kept: str

    def labels(self) -> dict[str, str]:
        """Return the texts that the browser looks up by key while it draws the page."""
        named = asdict(self).items()
        return {PREFIX + key: value for key, value in named if isinstance(value, str)}
