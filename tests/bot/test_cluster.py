"""Shards on a cluster of Ray, of this machine alone: built, searched, and killed."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot import Bot
from index import build
from index.errors import ZitatError
from index.shards import cluster
from index.shards.building import Built, Task, build_shard, build_shards, rebuild_index
from index.shards.cluster import RayShards
from index.shards.gathered import GatheredSearch
from index.store.generations import current_generation
from index.store.index import RUNS, read_archive
from index.store.manifest import read_manifest
from index.store.search import Archive

TEXTS = {f"{i}.txt": f"Ort{i}\n\nIn Ort{i} steht ein Turm von {i + 20} Metern." for i in range(12)}
QUESTIONS = [f"Wie hoch ist der Turm in Ort{i}?" for i in range(12)]
LONGEST_SECONDS = 120


@pytest.fixture(scope="module")
def ray() -> Iterator[Any]:
    """Give Ray on this machine, of two cores, without what it shows and sends elsewhere."""
    for name in ("RAY_USAGE_STATS_ENABLED", "RAY_worker_niceness"):
        os.environ.setdefault(name, "0")
    import ray

    with cluster._on_loopback():
        ray.init(
            address="local",
            num_cpus=2,
            object_store_memory=80_000_000,
            include_dashboard=False,
            log_to_driver=False,
            logging_level="ERROR",
        )
    yield ray
    ray.shutdown()


@pytest.fixture
def source(write_articles: Callable[..., Path]) -> Path:
    return write_articles(TEXTS)


def test_a_cluster_builds_and_answers_as_one_index(ray: Any, source: Path, tmp_path: Path) -> None:
    build(source, tmp_path / "one")
    rebuild_index(source, tmp_path / "many", count=2, cluster="auto")
    found, expected = Bot.on_cluster("auto", tmp_path / "many"), Bot(tmp_path / "one")
    answers = [found.ask(question) for question in QUESTIONS]
    assert answers == [expected.ask(question) for question in QUESTIONS]
    (source / "3.txt").write_text("Ort3\n\nIn Ort3 steht ein Turm von 999 Metern.")
    rebuild_index(source, tmp_path / "many", cluster="auto")
    # The shards that are open stay with their generation; others open the new one.
    assert found.ask(QUESTIONS[3]) == answers[3]
    text = Bot.on_cluster("auto", tmp_path / "many").ask(QUESTIONS[3]).candidates[0].text
    assert text == "In Ort3 steht ein Turm von 999 Metern."


def test_no_question_fails_while_a_shard_is_killed_under_eight_askers(
    ray: Any, source: Path, tmp_path: Path
) -> None:
    build_shards(source, 2, tmp_path / "index")
    opened: list[RayShards] = []

    def on_ray(archive: Archive) -> GatheredSearch:
        opened.append(RayShards("auto", archive))
        return GatheredSearch(archive, opened[0])

    bot = Bot(tmp_path / "index", search=on_ray)
    expected = [bot.ask(question) for question in QUESTIONS]
    asked = threading.Semaphore(0)

    def ask(place: int) -> float:
        answer = bot.ask(QUESTIONS[place])
        asked.release()
        if answer.searched == 1:
            assert answer == expected[place]
        return answer.searched

    with ThreadPoolExecutor(8) as pool:
        places = [number % len(QUESTIONS) for number in range(64)]
        answers = [pool.submit(ask, place) for place in places]
        for _ in range(16):
            assert asked.acquire(timeout=LONGEST_SECONDS)
        ray.kill(opened[0].actors[1], no_restart=False)
        shares = {answer.result(LONGEST_SECONDS) for answer in answers}
    assert all(0.3 < share <= 1 for share in shares)
    until = time.monotonic() + LONGEST_SECONDS
    while (answer := bot.ask(QUESTIONS[0])).searched < 1:  # until it is started again, and heard of
        assert time.monotonic() < until
        ray.wait([opened[0].actors[1].ready.remote()], timeout=1)
    assert answer == expected[0]


@pytest.mark.slow
def test_a_shard_that_could_not_be_opened_again_is_when_its_folder_is_back(
    ray: Any, source: Path, tmp_path: Path
) -> None:
    build_shards(source, 2, tmp_path / "index")
    folder = current_generation(tmp_path / "index")
    manifest = read_manifest(folder, "")
    records = np.load(folder / RUNS, allow_pickle=False)
    shards = RayShards("auto", read_archive(folder, manifest, records, ""))
    folder.rename(tmp_path / "away")
    first = shards.actors[1]
    ray.kill(first, no_restart=False)
    until = time.monotonic() + LONGEST_SECONDS
    while shards.actors[1] is first:  # until Ray has given it up
        shards.ask("ready", {0: (), 1: ()})
        assert time.monotonic() < until
        threading.Event().wait(0.1)
    (tmp_path / "away").rename(folder)
    while shards.ask("ready", {0: (), 1: ()}).keys() != {0, 1}:
        assert time.monotonic() < until
        threading.Event().wait(0.1)


@pytest.mark.slow
def test_a_cluster_of_its_own_listens_on_the_loopback_address_alone(tmp_path: Path) -> None:
    code = (
        "from index.shards.cluster import joined; ray = joined('auto'); "
        "print(*(node['NodeManagerAddress'] for node in ray.nodes()))"
    )
    # Where no cluster is noted.
    told = {name: os.environ[name] for name in os.environ if name != "RAY_ADDRESS"}
    with tempfile.TemporaryDirectory(dir="/tmp") as short:  # sockets lie there
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=told | {"RAY_TMPDIR": short},
            capture_output=True,
            text=True,
            check=True,
            timeout=LONGEST_SECONDS,
        )
    assert done.stdout.split() == ["127.0.0.1"]


def test_a_worker_that_ends_is_begun_again(
    ray: Any, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    died = tmp_path / "died"

    def die_once(task: Task) -> Built:
        if not died.exists():
            died.touch()
            os._exit(1)
        return build_shard(task)

    monkeypatch.setattr(cluster, "build_shard", die_once)
    build_shards(source, 2, tmp_path / "index", workers=cluster.RayWorkers("auto"))
    assert died.exists()
    assert len(Bot(tmp_path / "index").index.articles) == len(TEXTS)


@pytest.mark.slow
def test_workers_that_end_again_and_again_leave_the_old_archive(
    ray: Any, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workers = cluster.RayWorkers("auto")
    build_shards(source, 2, tmp_path / "index")
    before = current_generation(tmp_path / "index")
    monkeypatch.setattr(cluster, "build_shard", lambda _: os._exit(1))
    monkeypatch.setattr(cluster, "TRIES", 2)
    with pytest.raises(ZitatError, match=r"Shard \d could not be built.*The index is as it was"):
        build_shards(source, 2, tmp_path / "index", workers=workers)
    assert current_generation(tmp_path / "index") == before
