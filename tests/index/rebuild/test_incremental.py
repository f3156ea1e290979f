"""A rebuild takes unchanged files over, and its index answers as that of a full one."""

import errno
import gc
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import Index, IndexConfig, Progress, build, cli, plan, verify
from index.checksums import sha256_of
from index.config import ReadLimits
from index.errors import SourceError
from index.files import scan, stat_cache
from index.rebuild import merging
from index.store import index as stored_index
from index.store import manifest
from index.store.generations import current_generation
from index.store.manifest import Manifest
from tests.index.fakes import LetterEmbedder

WriteArticles = Callable[..., Path]
CONFIG = IndexConfig(chunk_chars=100)
EXAMPLES = 300 if os.environ.get("ZITAT_TORTURE") else 10


@pytest.fixture(autouse=True)
def files_of_a_moment_ago_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test changes a file while a rebuild looks at it, so none needs the margin."""
    monkeypatch.setattr(stat_cache, "TICK_NS", 0)


def content(index_dir: Path) -> dict[str, bytes]:
    """Return all files of the current generation; the manifest without the hour."""
    folder = current_generation(index_dir)
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    manifest = json.loads(files["manifest.json"])
    del manifest["built_at"], files["manifest.sha256"]
    return files | {"manifest.json": json.dumps(manifest, sort_keys=True).encode()}


def check_equal_to_full(source: Path, index_dir: Path) -> None:
    """Check that the index is what a full rebuild gives, whatever segments its articles lie in."""
    fresh = index_dir.with_name("fresh")
    shutil.rmtree(fresh, ignore_errors=True)
    build(source, fresh, CONFIG, embedder=LetterEmbedder())
    found, expected = Index.open(index_dir), Index.open(fresh)
    for name in set(stored_index.ARRAYS) - {stored_index.RUNS, stored_index.LIVE}:
        both = [(current_generation(folder) / name).read_bytes() for folder in (index_dir, fresh)]
        assert both[0] == both[1], name
    assert [*found.articles] == [*expected.articles]
    assert [*found.chunks] == [*expected.chunks]
    assert found.files == expected.files
    assert [*found.paths] == [*expected.paths] == [article.path for article in found.articles]
    assert found.paths.by_title.tolist() == expected.paths.by_title.tolist()
    for word in ("a", "kanzler", ".txt"):
        assert found.paths.holding(word).tolist() == expected.paths.holding(word).tolist()
    terms = [*expected.lexical.beginning_with("")]
    assert found.lexical.known(found.lexical.beginning_with("")) == terms
    backwards = [*expected.lexical.ending_with("")]
    assert found.lexical.known(found.lexical.ending_with("")) == backwards
    for asked in ([term] for term in [*terms, "unbekannt"]):
        assert found.lexical.frequency(asked[0]) == expected.lexical.frequency(asked[0])
        of_terms = [index.lexical.scores(asked) for index in (found, expected)]
        assert of_terms[0].rows.tolist() == of_terms[1].rows.tolist()
        assert of_terms[0].values.tolist() == of_terms[1].values.tolist()
    rows = np.arange(len(expected.chunks))
    among = rows % 3 > 0
    for question in LetterEmbedder().questions(["Der Kanzler sprach", "Notsatz", "xyz"]):
        scores = [index.dense_scores(question, rows).tolist() for index in (found, expected)]
        assert scores[0] == scores[1]
        for k, marks in ((1, None), (4, None), (1000, None), (2, among)):
            nearest = [index.dense_search(question, k, marks) for index in (found, expected)]
            assert nearest[0].tolist() == nearest[1].tolist()


WORDS = st.sampled_from(
    (
        "Der Kanzler sprach in Wien.",
        "Jetzt anmelden",
        "Foto: dpa",
        "Ein Notsatz steht überall hier.",
        "Größe und Maß.",
        "pbe",
        "Berg Dach Feld Gabel.",
        "Haus",
    )
)
TEXTS = st.lists(WORDS, min_size=1, max_size=6).map("\n".join)
NAMES = st.sampled_from([*(f"{c}.txt" for c in "abcdefg"), "sub/a.txt", "sub/h.md", "z.txt"])
OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), NAMES, TEXTS),
        st.tuples(st.just("twist"), NAMES, st.just("")),
        st.tuples(st.just("damage"), NAMES, st.just("")),
        st.tuples(st.just("delete"), NAMES, st.just("")),
        st.tuples(st.just("rename"), NAMES, NAMES),
    ),
    max_size=4,
)


def twist(path: Path) -> None:
    """Change a file's text, but neither its size nor its time of change."""
    if path.exists():
        before = path.stat()
        path.write_bytes(path.read_bytes().translate(bytes.maketrans(b"ae", b"ea")))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def apply(source: Path, operation: tuple[str, str, str]) -> None:
    kind, name, extra = operation
    path = source / name
    path.parent.mkdir(exist_ok=True)
    if kind == "write":
        path.write_text(extra)
    elif kind == "twist":
        twist(path)
    elif kind == "damage":
        path.write_bytes(b"\0")
    elif kind == "delete":
        path.unlink(missing_ok=True)
    elif path.exists():
        (source / extra).parent.mkdir(exist_ok=True)
        path.rename(source / extra)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(
    rounds=st.lists(OPERATIONS, min_size=1, max_size=4),
    small=st.sampled_from((0, 3, merging.SMALL)),
    most_dead=st.sampled_from((merging.MOST_DEAD, 1)),
)
def test_any_changes_give_the_index_of_a_full_rebuild(
    tmp_path_factory: pytest.TempPathFactory,
    rounds: list[list[tuple[str, str, str]]],
    small: int,
    most_dead: float,
) -> None:
    root = tmp_path_factory.mktemp("property")
    source = root / "articles"
    source.mkdir()
    (source / "always.txt").write_text(
        "Immer steht ein Text hier.\nEin Notsatz steht überall hier."
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merging, "SMALL", small)
        patch.setattr(merging, "MOST_DEAD", most_dead)
        for operations in rounds:
            for operation in operations:
                apply(source, operation)
            build(source, root / "index", CONFIG, embedder=LetterEmbedder())
        check_equal_to_full(source, root / "index")


def test_a_row_put_in_above_others_gives_the_index_of_a_full_rebuild(
    write_articles: WriteArticles, tmp_path: Path
) -> None:
    rows = ["text,url", *(f"Der Text {n} steht hier.,u{n}" for n in range(4))]
    lines = [json.dumps({"text": f"Die Zeile {n} steht hier."}) for n in range(3)]
    files = {"a.csv": "\n".join(rows), "b.jsonl": "\n".join(lines), "c.txt": "Ein Satz."}
    source = write_articles(files)
    index_dir = tmp_path / "index"
    build(source, index_dir, CONFIG, embedder=LetterEmbedder())
    (source / "a.csv").write_text("\n".join([rows[0], "Ganz neu.,u9", *rows[1:]]))
    (source / "b.jsonl").write_text("\n".join(lines[1:]))
    build(source, index_dir, CONFIG, embedder=LetterEmbedder())
    check_equal_to_full(source, index_dir)
    assert verify(source, index_dir).proven
    found = {article.path: article.url for article in Index.open(index_dir).articles}
    assert found["a.csv#1"] == "u9"
    assert found["a.csv#5"] == "u3"


def test_an_archive_of_function_words_alone_is_merged_with_others(
    tmp_path: Path, write_articles: WriteArticles
) -> None:
    source = write_articles({"a.txt": "der die das\n\nund der"})
    build(source, tmp_path / "index", CONFIG, embedder=LetterEmbedder())
    assert [*Index.open(tmp_path / "index").lexical.beginning_with("")] == []
    (source / "b.txt").write_text("Die Brücke ist neu.")
    build(source, tmp_path / "index", CONFIG, embedder=LetterEmbedder())
    check_equal_to_full(source, tmp_path / "index")


def test_only_what_changed_is_read_and_embedded(
    write_articles: WriteArticles, tmp_path: Path
) -> None:
    texts = {f"{n}.txt": f"Der Text Nummer {n} steht hier." for n in range(5)}
    source = write_articles(texts)
    index_dir = tmp_path / "index"
    assert build(source, index_dir, CONFIG, embedder=LetterEmbedder()).embedded_chunks == 5
    (source / "1.txt").write_text("Ein neuer Text.")
    (source / "2.txt").unlink()
    (source / "9.txt").write_text("Noch ein neuer Text.")
    embedder = LetterEmbedder()
    expected = plan(source, index_dir, CONFIG).changes
    report = build(source, index_dir, CONFIG, embedder=embedder)
    changes = report.changes
    assert changes == expected
    assert (changes.added, changes.changed, changes.deleted) == (("9.txt",), ("1.txt",), ("2.txt",))
    assert changes.unchanged == 3
    assert embedder.embedded[-2:] == ["Ein neuer Text.", "Noch ein neuer Text."]
    assert report.embedded_chunks == 2
    check_equal_to_full(source, index_dir)


def test_an_unchanged_file_is_not_even_hashed_again(
    write_articles: WriteArticles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_articles({"a.txt": "Ein Text.", "b.txt": "Noch ein Text."})
    index_dir = tmp_path / "index"
    build(source, index_dir, CONFIG, embedder=LetterEmbedder())
    hashed: list[str] = []

    def record(file: str) -> str:
        hashed.append(Path(file).name)
        return scan.fingerprint(file)

    monkeypatch.setattr(stat_cache, "fingerprint", record)
    assert build(source, index_dir, CONFIG, embedder=LetterEmbedder()).changes.unchanged == 2
    assert hashed == []
    twist(source / "b.txt")
    report = build(source, index_dir, CONFIG, embedder=LetterEmbedder())
    assert (report.changes.changed, hashed) == (("b.txt",), ["b.txt"])


def test_a_file_as_young_as_the_look_at_it_is_hashed_again(
    write_articles: WriteArticles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stat_cache, "TICK_NS", 60_000_000_000)
    source = write_articles({"a.txt": "Ein Text."})
    index_dir = tmp_path / "index"
    build(source, index_dir, CONFIG, embedder=LetterEmbedder())
    # As if the clock had not ticked between the two.
    monkeypatch.setattr(stat_cache, "_facts_of", lambda _: (9, 1, 1, 1, 1))
    assert not (index_dir / stat_cache.NAME).exists()
    (source / "a.txt").write_text("Ein Tuxt.")
    assert build(source, index_dir, CONFIG, embedder=LetterEmbedder()).changes.changed == ("a.txt",)


@pytest.mark.parametrize("damaged", ["", "{", "[]", '{"a.txt": 1}', '{"a.txt": [1, 2]}'])
def test_a_damaged_memory_of_seen_files_only_costs_time(
    write_articles: WriteArticles, tmp_path: Path, damaged: str
) -> None:
    source = write_articles({"a.txt": "Ein Text."})
    index_dir = tmp_path / "index"
    build(source, index_dir, CONFIG, embedder=LetterEmbedder())
    (index_dir / stat_cache.NAME).write_text(damaged)
    (source / "a.txt").write_text("Ein anderer Text.")
    assert build(source, index_dir, CONFIG, embedder=LetterEmbedder()).changes.changed == ("a.txt",)
    check_equal_to_full(source, index_dir)


def test_another_model_or_chunking_or_a_damaged_index_reads_all_anew(
    write_articles: WriteArticles, tmp_path: Path
) -> None:
    source = write_articles({"a.txt": "Ein Text.", "b.txt": "Noch ein Text."})
    index_dir = tmp_path / "index"
    build(source, index_dir, CONFIG, embedder=LetterEmbedder())

    class Other(LetterEmbedder):
        def _rows(self, texts):  # type: ignore[no-untyped-def]
            return super()._rows([text[::2] for text in texts])

    assert build(source, index_dir, CONFIG, embedder=Other()).embedded_chunks == 2
    assert build(source, index_dir, CONFIG, embedder=Other()).embedded_chunks == 0
    smaller = IndexConfig(chunk_chars=120)
    assert build(source, index_dir, smaller, embedder=Other()).embedded_chunks == 2
    vectors = current_generation(index_dir) / "segment-000001/vectors.npy"
    vectors.write_bytes(vectors.read_bytes()[:-1] + b"\xff")
    assert build(source, index_dir, smaller, embedder=Other()).embedded_chunks == 2
    assert build(source, index_dir, smaller, embedder=Other(), full=True).embedded_chunks == 2
    Index.open(index_dir)


def of_an_older_format(generation: Path) -> None:
    path = generation / manifest.NAME
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 2}))
    path.with_name(manifest.CHECKSUM).write_text(sha256_of(path))


def with_a_damaged_file(generation: Path) -> None:
    (generation / "chunks.npy").write_bytes(b"")


@pytest.mark.parametrize(
    ("spoil", "config", "why"),
    [
        (of_an_older_format, CONFIG, "is of another format"),
        (with_a_damaged_file, CONFIG, "is damaged"),
        (lambda _: None, IndexConfig(chunk_chars=120), "was built with other settings"),
    ],
)
def test_changes_are_told_against_an_old_index_that_nothing_is_taken_over_from(
    write_articles: WriteArticles,
    tmp_path: Path,
    spoil: Callable[[Path], None],
    config: IndexConfig,
    why: str,
) -> None:
    source = write_articles({f"{name}.txt": f"Der Text {name}." for name in "abcd"})
    index_dir = tmp_path / "index"
    build(source, index_dir, CONFIG, embedder=LetterEmbedder())
    spoil(current_generation(index_dir))
    (source / "b.txt").write_text("Ein neuer Text.")
    (source / "c.txt").unlink()
    (source / "e.txt").write_text("Noch ein neuer Text.")
    expected = plan(source, index_dir, config).changes
    report = build(source, index_dir, config, embedder=LetterEmbedder())
    changes = report.changes
    assert changes == expected
    assert (changes.added, changes.changed, changes.deleted) == (("e.txt",), ("b.txt",), ("c.txt",))
    assert (changes.unchanged, report.embedded_chunks) == (2, 4)
    assert f"All files are read anew: the index {why}." in report.render()


def test_a_first_or_a_full_rebuild_tells_all_files_as_added_and_no_reason(
    write_articles: WriteArticles, tmp_path: Path
) -> None:
    source = write_articles({"a.txt": "Ein Text."})
    index_dir = tmp_path / "index"
    for full in (False, True):
        report = build(source, index_dir, CONFIG, embedder=LetterEmbedder(), full=full)
        assert report.changes.added == ("a.txt",)
        assert not any("anew:" in line for line in report.render())
    (current_generation(index_dir) / manifest.NAME).write_text("{")
    changes = build(source, index_dir, CONFIG, embedder=LetterEmbedder()).changes
    assert (changes.added, changes.rebuilt_because) == (("a.txt",), "is damaged")


def test_an_old_index_that_the_disk_cannot_read_is_not_taken_over_and_hinders_nothing(
    write_articles: WriteArticles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_articles({"a.txt": "Ein Text.", "b.txt": "Noch ein Text."})
    index_dir = tmp_path / "index"
    build(source, index_dir, CONFIG, embedder=LetterEmbedder())
    bad = current_generation(index_dir) / "segment-000001/vectors.npy"
    real = manifest.checksum_of

    def read(path: Path) -> str:
        if path == bad:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(path)

    monkeypatch.setattr(manifest, "checksum_of", read)
    assert build(source, index_dir, CONFIG, embedder=LetterEmbedder()).embedded_chunks == 2
    check_equal_to_full(source, index_dir)


def test_a_rebuild_searches_for_garbage_among_its_own_objects_only(
    write_articles: WriteArticles, tmp_path: Path
) -> None:
    source = write_articles({"a.txt": "Ein Text."})
    exempt: list[int] = []

    def note(_: Progress) -> None:
        exempt.append(gc.get_freeze_count())

    build(source, tmp_path / "index", CONFIG, note, embedder=LetterEmbedder())
    assert min(exempt) > 0
    assert gc.get_freeze_count() == 0
    gc.freeze()
    try:
        build(source, tmp_path / "index", CONFIG, embedder=LetterEmbedder())
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()


def test_a_plan_names_everything_and_writes_nothing(
    write_articles: WriteArticles, tmp_path: Path
) -> None:
    report = "Die Feuerwehr löschte den Brand. " + " ".join(f"Wort{n}" for n in range(50))
    source = write_articles({"a.txt": report, "b.txt": report, "c.txt": b"\0", "d.jsonl": "{}"})
    (source / "e.doc").touch()
    (source / "d.jsonl").write_text('{}\n{"text": "Ein Satz.", "date": "bald"}')
    found = plan(source, tmp_path / "index", CONFIG)
    assert not (tmp_path / "index").exists()
    assert found.articles == 3
    assert found.duplicates == (("a.txt", "b.txt"),)
    lines = found.render()
    assert "  ! e.doc" in lines
    assert "1 remark on what was read." in lines
    assert found.render(most=1)[1:3] == ["  + a.txt", "    and 2 more: --all lists every name"]
    assert "  + d.jsonl" in found.render(most=None)
    assert lines[0] == "3 files added, 0 changed, 0 deleted, 0 unchanged, 1 unreadable."
    assert "Skipped c.txt: is no text: it holds control characters." in lines
    assert any(line.startswith("Skipped d.jsonl#1: has no field named") for line in lines)
    assert all(line.endswith(".") for line in lines if line.startswith(("Skipped", "  ?")))
    assert "  = a.txt = b.txt" in lines
    assert "  ? d.jsonl#2: its date 'bald' is not understood." in lines
    for _ in range(2):  # taken over, it is told again
        built = build(source, tmp_path / "index", CONFIG, embedder=LetterEmbedder())
        assert [remark.path for remark in built.remarks] == ["d.jsonl#2"]
        assert "1 file of no format that is read, or links: .doc (1)." in built.render()
        assert "What is saved anew is read: .doc as .docx." in built.render()
    assert "0 files added, 0 changed, 0 deleted, 3 unchanged, 1 unreadable." in built.render()


def test_verify_names_what_changed_or_is_missing(
    write_articles: WriteArticles, tmp_path: Path
) -> None:
    source = write_articles({"a.txt": "A a.", "b.txt": "B b.", "c.txt": "C c.", "d.txt": "D d."})
    index_dir = tmp_path / "index"
    build(source, index_dir, CONFIG, embedder=LetterEmbedder())
    assert verify(source, index_dir).proven
    (source / "a.txt").write_text("A b.")
    (source / "b.txt").unlink()
    (source / "c.txt").write_bytes(b"\0")
    (source / "e.txt").write_text("E.")
    found = verify(source, index_dir)
    assert (found.changed, found.missing, found.unindexed) == (
        ("a.txt",),
        ("b.txt", "c.txt"),
        ("e.txt",),
    )
    assert found.render()[0] == "1 of 4 stored articles are what their files say."


def test_verify_names_every_article_of_a_folder_that_was_emptied(
    write_articles: WriteArticles, tmp_path: Path
) -> None:
    source = write_articles({"a.txt": "A a."})
    index_dir = tmp_path / "index"
    build(source, index_dir, CONFIG, embedder=LetterEmbedder())
    (source / "a.txt").unlink()
    assert verify(source, index_dir).missing == ("a.txt",)
    with pytest.raises(SourceError, match="An index that was built before stays"):
        build(source, index_dir, CONFIG, embedder=LetterEmbedder())
    assert Index.open(index_dir).articles[0].path == "a.txt"


def test_a_file_that_was_not_read_to_its_end_is_tried_again(
    write_articles: WriteArticles, tmp_path: Path
) -> None:
    source = write_articles({"a.txt": "Kurz.", "b.txt": "Lang. " * 400_000})
    index_dir = tmp_path / "index"
    small = ReadLimits(file_mb=1)
    first = build(source, index_dir, CONFIG, embedder=LetterEmbedder(), limits=small)
    assert [item.path for item in first.skipped] == ["b.txt"]
    again = build(source, index_dir, CONFIG, embedder=LetterEmbedder(), limits=small)
    assert [item.path for item in again.skipped] == ["b.txt"]
    again_found = again.changes
    assert (again_found.changed, again_found.unchanged, again_found.unreadable) == ((), 1, 1)
    (source / "b.txt").write_text("Nun kurz.")
    second = build(source, index_dir, CONFIG, embedder=LetterEmbedder())
    assert second.changes.changed == ("b.txt",)
    assert (second.articles, second.skipped) == (2, ())


@pytest.mark.parametrize("step", ["scan", "read", "compare", "write"])
def test_ctrl_c_at_any_step_leaves_the_old_index_and_nothing_else(
    write_articles: WriteArticles, tmp_path: Path, step: str
) -> None:
    source = write_articles({"a.txt": "Ein Text.", "b.csv": "text\nNoch einer.\n"})
    index_dir = tmp_path / "index"
    build(source, index_dir, CONFIG, embedder=LetterEmbedder())
    before = content(index_dir)
    (source / "a.txt").write_text("Ein anderer Text.")

    def interrupt(progress: Progress) -> None:
        # The very last call comes when the new index is in place.
        if progress.step == step and (step != "write" or progress.done == 0):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(source, index_dir, CONFIG, interrupt, embedder=LetterEmbedder())
    assert content(index_dir) == before
    left = sorted(path.name for path in index_dir.iterdir())
    assert left == ["builds.jsonl", "generation-000001", "lock", stat_cache.NAME]


def test_a_reader_whose_generation_is_dropped_while_it_opens_gets_the_newer_one(
    write_articles: WriteArticles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_articles({"a.txt": "Alter Text."})
    index_dir = tmp_path / "index"
    build(source, index_dir, CONFIG, embedder=LetterEmbedder())
    kept = Index.open(index_dir)
    real = stored_index.read_manifest

    def slow(folder: Path, remedy: str) -> Manifest:
        manifest = real(folder, remedy)
        monkeypatch.setattr(stored_index, "read_manifest", real)
        (source / "a.txt").write_text("Neuer Text.")
        for _ in range(3):
            build(source, index_dir, CONFIG, embedder=LetterEmbedder())
        return manifest

    monkeypatch.setattr(stored_index, "read_manifest", slow)
    assert [article.text for article in Index.open(index_dir).articles] == ["Neuer Text."]
    assert [article.text for article in kept.articles] == ["Alter Text."]


@pytest.mark.parametrize("finished", [False, True])
def test_ctrl_c_says_which_index_is_in_place(
    write_articles: WriteArticles,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    finished: bool,
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        if finished:
            build(source, tmp_path / "index", CONFIG, embedder=LetterEmbedder())
        raise KeyboardInterrupt

    source = write_articles({"a.txt": "Ein Text."})
    monkeypatch.setattr("index.shards.building.build", interrupted)
    with pytest.raises(SystemExit):
        cli.run(source, tmp_path / "index", CONFIG)
    state = "The new index is in place." if finished else "The index is as it was before."
    assert capsys.readouterr().err.strip() == f"zitat: Stopped. {state}"
