"""What a rebuild will do, or did, and its account in lines of text."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from index.types import Step

if TYPE_CHECKING:  # who only asks reads no files
    from index.files.articles import Remark, Skipped
    from index.files.scan import LeftOut

STEPS: Mapping[Step, str] = {
    "scan": "Looking for changes",
    "read": "Reading and embedding articles",
    "compare": "Comparing articles",
    "write": "Writing the index",
}
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a rebuild is in one of its steps: ``done`` of ``total`` files or parts."""

    step: Step
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Changes:
    """Paths of files against the old index, each sorted; without one all files are added.

    ``rebuilt_because``: why nothing of the old index could be reused, or None.
    ``unreadable``: how many files hold no readable article; they count as nothing else.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    deleted: tuple[str, ...]
    unchanged: int
    rebuilt_because: str | None = None
    unreadable: int = 0

    def without(self, unreadable: Collection[str]) -> "Changes":
        """Return the changes with these paths of files counted apart."""
        added, changed = (
            tuple(path for path in paths if path not in unreadable)
            for paths in (self.added, self.changed)
        )
        read = len(added) + len(changed)
        unread_anew = len(self.added) + len(self.changed) - read
        return replace(
            self,
            added=added,
            changed=changed,
            unchanged=self.unchanged - (len(unreadable) - unread_anew),
            unreadable=len(unreadable),
        )

    def render(self, most: int | None = SHOWN) -> list[str]:
        """Return the changes as lines; at most ``most`` names of each kind, None: all."""
        lines = [
            f"{_counted(len(self.added), 'file')} added, {len(self.changed)} changed, "
            f"{len(self.deleted)} deleted, {self.unchanged} unchanged"
            + (f", {self.unreadable} unreadable." if self.unreadable else ".")
        ]
        for sign, paths in (("+", self.added), ("~", self.changed), ("-", self.deleted)):
            lines += _first((f"  {sign} {path}" for path in paths), most)
        if self.rebuilt_because is not None:
            lines.append(f"All files are read anew: the index {self.rebuilt_because}.")
        return lines


@dataclass(frozen=True, slots=True)
class Plan:
    """What a rebuild would find; nothing is written.

    ``duplicates``: the paths of each group of articles that say the same, in order. ``remarks``:
    what of articles that were read was not understood, or is in doubt. ``left_out``: files of no
    format that is read, and links.
    """

    changes: Changes
    articles: int
    skipped: "tuple[Skipped, ...]"
    duplicates: tuple[tuple[str, ...], ...]
    remarks: "tuple[Remark, ...]" = ()
    left_out: "tuple[LeftOut, ...]" = ()

    def render(self, most: int | None = SHOWN) -> list[str]:
        """Return the plan as lines; at most ``most`` names of each group, None: all."""
        return [
            *self.changes.render(most),
            f"The index would hold {_counted(self.articles, 'article')}.",
            *_render_findings(self, most),
        ]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a rebuild did.

    ``masked`` maps each reason to the number of stretches masked for it. ``step_seconds`` maps
    the steps, ``load`` (the model's) and ``embed`` to the time that each took; what was
    embedded while the files were read counts for ``embed``.
    """

    articles: int
    chunks: int
    seconds: float
    skipped: "tuple[Skipped, ...]"
    changes: Changes = field(default_factory=lambda: Changes((), (), (), 0))
    duplicates: tuple[tuple[str, ...], ...] = ()
    masked: Mapping[str, int] = field(default_factory=dict)
    embedded_chunks: int = 0
    step_seconds: Mapping[str, float] = field(default_factory=dict)
    remarks: "tuple[Remark, ...]" = ()
    left_out: "tuple[LeftOut, ...]" = ()

    def render(self, most: int | None = SHOWN) -> list[str]:
        """Return the report as lines; at most ``most`` names of each group, None: all."""
        masked = ", ".join(f"{reason} {number}" for reason, number in self.masked.items())
        return [
            f"Indexed {_counted(self.articles, 'article')} ({_counted(self.chunks, 'chunk')}, "
            f"{self.embedded_chunks} embedded anew) in {self.seconds:.1f} s.",
            *self.changes.render(most),
            *([f"Masked as not part of an article: {masked}."] if masked else []),
            *_render_findings(self, most),
        ]


def _render_findings(found: Plan | BuildReport, most: int | None) -> list[str]:
    return [
        *_render_skipped(found.skipped),
        *_render_left_out(found.left_out, most),
        *_render_remarks(found.remarks, most),
        *_render_duplicates(found.duplicates, most),
    ]


def _render_skipped(skipped: "Sequence[Skipped]") -> list[str]:
    """Return what was not read, a line each, all of it: nothing is left out silently."""
    return [f"Skipped {_sentence(item.path, str(item.reason))}" for item in skipped]


def _sentence(path: str, what: str) -> str:
    """Return what there is to say of a file as one sentence, whatever a library wrote into it."""
    return f"{path}: {what.replace('. ', '; ').rstrip(' .;:')}."


def _render_left_out(left_out: "Sequence[LeftOut]", most: int | None) -> list[str]:
    if not left_out:
        return []
    from index.files.scan import kinds_of, ways_out_of  # noqa: PLC0415

    way_out = ways_out_of(left_out)
    return [
        f"{_counted(len(left_out), 'file')} of no format that is read, or links: "
        f"{kinds_of(left_out)}.",
        *([] if way_out is None else [f"What is saved anew is read: {way_out}."]),
        *_first((f"  ! {file.path}" for file in left_out), most),
    ]


def _render_remarks(remarks: "Sequence[Remark]", most: int | None) -> list[str]:
    if not remarks:
        return []
    return [
        f"{_counted(len(remarks), 'remark')} on what was read.",
        *_first((f"  ? {_sentence(remark.path, str(remark.text))}" for remark in remarks), most),
    ]


def _render_duplicates(duplicates: Sequence[Sequence[str]], most: int | None) -> list[str]:
    if not duplicates:
        return []
    others = sum(len(paths) - 1 for paths in duplicates)
    return [
        f"{_counted(others, 'copy', 'copies')} among the articles "
        f"({_counted(len(duplicates), 'group')}).",
        *_first(("  = " + " = ".join(paths) for paths in duplicates), most),
    ]


def _counted(number: int, one: str, more: str = "") -> str:
    return f"{number} {one if number == 1 else more or one + 's'}"


def _first(lines: Iterator[str], most: int | None) -> list[str]:
    found = list(lines)
    if most is None or len(found) <= most:
        return found
    return [*found[:most], f"    and {len(found) - most} more: --all lists every name"]
