"""Reading survives files that are made to break it. The counts grow with ZITAT_TORTURE."""

from collections.abc import Callable
from pathlib import Path

from index import IndexConfig
from index.config import ReadLimits
from index.files.articles import Skipped
from index.files.pool import read_files
from index.files.scan import find_files
from index.formats import READERS
from tests.torture.hostile_files import WHOLE, bombs, fuzzed
from tests.torture.test_index_survives import WHOLE as TORTURE

WriteArticles = Callable[..., Path]
FEW_BOMBS = ("entities.docx", "late.docx", "lie.docx", "loop.pdf", "deep.jsonl", "types.docx")


def read(source: Path, limits: ReadLimits) -> tuple[set[str], dict[str, str]]:
    """Return the files that gave an article, and of the others the reasons."""
    good: set[str] = set()
    bad: dict[str, str] = {}
    for file, items in read_files(find_files(source), IndexConfig(), limits):
        found = list(items)
        assert found, file.path
        reasons = [str(item.reason) for item in found if isinstance(item, Skipped)]
        if len(reasons) == len(found):
            bad[file.path] = reasons[0]
        else:
            good.add(file.path)
    return good, bad


def test_damaged_files_are_read_or_named_and_every_good_one_is_read(
    write_articles: WriteArticles,
) -> None:
    count = 500 * len(WHOLE) if TORTURE else 60
    whole = {f"whole-{number}.{s}": WHOLE[s] for number in range(4) for s in WHOLE}
    damaged = dict(fuzzed(count))
    good, bad = read(write_articles(whole | damaged), ReadLimits())
    assert whole.keys() <= good
    assert good | bad.keys() == whole.keys() | damaged.keys()
    assert all(reason and "\n" not in reason for reason in bad.values())


def test_a_file_of_every_reader_is_damaged() -> None:
    assert all(any(f"a.{name}".endswith(reader.suffixes) for name in WHOLE) for reader in READERS)


def test_bombs_are_refused_with_200_mb_and_the_good_file_beside_them_is_read(
    write_articles: WriteArticles,
) -> None:
    chosen = bombs()
    assert len(chosen) == 26
    if not TORTURE:
        chosen = {name: chosen[name] for name in FEW_BOMBS}
    source = write_articles({name: make() for name, make in chosen.items()} | {"good.txt": "Gut."})
    good, bad = read(source, ReadLimits(seconds=20, memory_mb=200))
    assert good == {"good.txt"}
    assert bad.keys() == chosen.keys()
