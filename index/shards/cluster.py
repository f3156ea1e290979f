"""Shards on Ray: tasks that build them, actors that search them. The one module that needs Ray.

An actor that ends is started again by Ray, on another machine if need be, and opens its shard anew.
Until then questions go to the others; see ``index.shards.gathered``.
"""

import importlib
import os
import socket
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from index.errors import SettingError, StoredIndexError, ZitatError
from index.shards.building import Built, Task, Workers, build_shard
from index.shards.search import ShardSearch
from index.store.search import Archive

# Shards that take longer for a part of a question are away until they are heard of again.
ANSWER_SECONDS = 20.0
# What listens at an address answers so soon.
_REACH_SECONDS = 5.0
# How one who asks greets a server of gRPC, which Ray's is; the kind of what that answers with.
_GREETING = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes((0, 0, 0, 4, 0, 0, 0, 0, 0))
_SETTINGS = 4
# So long all shards may take to open.
OPEN_SECONDS = 300.0
# A worker that ends is started again so often.
TRIES = 4
# What a cluster of this machine alone keeps for what its processes hand on: little.
_STORE_BYTES = 200_000_000


def ray_module() -> Any:
    """Return the module ``ray``, told what it reads when it starts. Raises SettingError."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # else it reports to its makers
    # Else its processes wait for all others, and so does who asks.
    os.environ.setdefault("RAY_worker_niceness", "0")
    try:
        return importlib.import_module("ray")
    except ImportError as error:
        raise SettingError(
            "Ray is not installed, which a cluster needs: pip install 'zitat[cluster]'"
        ) from error


def joined(address: str) -> Any:
    """Return the module ``ray``, joined to the cluster at an address.

    "auto" is the one that runs on this machine, or one that is started for this process, and that
    only this machine reaches. One that this process has joined already stays. Raises SettingError
    if Ray is missing, or nothing answers at the address.
    """
    ray = ray_module()
    if ray.is_initialized():
        return ray
    quiet = {"log_to_driver": False, "logging_level": "ERROR"}
    running = _running() if address == "auto" else address
    if running is None:
        with _on_loopback():
            ray.init(
                address="local",
                include_dashboard=False,
                object_store_memory=_STORE_BYTES,
                **quiet,
            )
        return ray
    try:
        _reach(running)  # Ray itself tries for minutes
        ray.init(address=running, **quiet)
    except (OSError, RuntimeError, ValueError) as error:
        raise SettingError(
            f"No cluster of Ray answers at {running!r}: {_first_line(error)}. Expected auto, or "
            "the address that `ray start --head` prints, as 10.0.0.1:6379"
        ) from error
    return ray


@contextmanager
def _on_loopback() -> Iterator[None]:
    """Let the cluster that a block starts listen on 127.0.0.1 alone.

    Whoever reaches Ray's ports may run programs. Told 127.0.0.1, Ray takes the machine's address
    in the network instead, unless this setting, the default on Windows and macOS, is off.
    """
    constants: Any = importlib.import_module("ray._private.ray_constants")
    before = constants.ENABLE_RAY_CLUSTER
    constants.ENABLE_RAY_CLUSTER = False
    try:
        yield
    finally:
        constants.ENABLE_RAY_CLUSTER = before


def _running() -> str | None:
    """Return the address of the cluster that runs on this machine; None if none answers."""
    noted = Path(os.environ.get("RAY_TMPDIR", tempfile.gettempdir()), "ray", "ray_current_cluster")
    try:
        address = os.environ.get("RAY_ADDRESS") or noted.read_text(encoding="utf-8").strip()
        _reach(address)  # one that was killed is still noted
    except (OSError, ValueError):
        return None
    return address


def _reach(address: str) -> None:
    """Raise OSError unless a server as Ray's answers at an address, ValueError if it is none."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    place = host.strip("[]"), int(port)
    with socket.create_connection(place, timeout=_REACH_SECONDS) as connection:
        if os.environ.get("RAY_USE_TLS", "0").lower() in ("1", "true"):
            return  # it would answer to no greeting that is not encrypted
        connection.sendall(_GREETING)
        until, heard = time.monotonic() + _REACH_SECONDS, b""
        while len(heard) <= 3 and (left := until - time.monotonic()) > 0:
            connection.settimeout(left)
            more = connection.recv(64)
            if not more:
                break
            heard += more
    if heard[3:4] != bytes((_SETTINGS,)):
        raise OSError("what listens there is no Ray")


class RayWorkers(Workers):
    """Builds shards as tasks of Ray, all at once; one whose process ends is begun again."""

    def __init__(self, address: str) -> None:
        """Join the cluster. Raises SettingError."""
        self._ray = joined(address)
        self.machines = sum(bool(node["Alive"]) for node in self._ray.nodes())

    def run(self, tasks: Sequence[Task]) -> Iterator[tuple[int, Built]]:
        """Yield each task's place with what came of it, in the order in which they end.

        Raises ZitatError if the process of one ended too often.
        """
        remote = self._ray.remote(build_shard).options(
            max_retries=TRIES - 1, scheduling_strategy="SPREAD"
        )
        places = {remote.remote(task): place for place, task in enumerate(tasks)}
        try:
            while places:
                [ready, *_], _ = self._ray.wait(list(places), num_returns=1)
                place = places.pop(ready)
                yield place, self._ray.get(ready)
        except self._ray.exceptions.RayError as error:
            raise ZitatError(
                f"Shard {place} could not be built: {_first_line(error)} The index is as it was."
            ) from error
        finally:
            for unfinished in places:
                self._ray.cancel(unfinished, force=True)


class RayShards:
    """The shards of one generation, each in an actor, which ends with this object.

    Safe for several threads.
    """

    def __init__(self, address: str, archive: Archive) -> None:
        """Open all shards. Raises SettingError without a cluster, StoredIndexError if one fails."""
        self._ray = joined(address)
        if not archive.manifest.shards:
            raise StoredIndexError(
                f"The index {str(archive.folder.parent)!r} has no shards. Build them with: "
                f"zitat index FOLDER --shards N --index-dir {archive.folder.parent}"
            )
        self._lock = Lock()
        self._away: dict[int, Any] = {}
        self._folder = archive.folder.resolve()
        self.actors = [self._actor(number) for number in range(len(archive.manifest.shards))]
        opened = [one.ready.remote() for one in self.actors]
        try:
            self._ray.get(opened, timeout=OPEN_SECONDS)
        except self._ray.exceptions.RayError as error:
            raise StoredIndexError(
                f"The shards of {str(archive.folder)!r} cannot be opened on the cluster, where all "
                f"machines must see this folder: {_first_line(error)}"
            ) from error

    def ask(self, method: str, arguments: Mapping[int, tuple[Any, ...]]) -> Mapping[int, Any]:
        """Call a method of some shards, all at once; those that do not answer are missing."""
        exceptions = self._ray.exceptions
        sent = {}
        for number, these in arguments.items():
            if not self._is_away(number):
                sent[number] = getattr(self.actors[number], method).remote(*these)
        found = {}
        until = time.monotonic() + ANSWER_SECONDS
        for number, reference in sent.items():
            try:
                left = max(until - time.monotonic(), 0)
                found[number] = self._ray.get(reference, timeout=left)
            except exceptions.RayTaskError as error:
                raise error.cause from error
            except exceptions.RayError:  # it ended, or cannot be reached, or takes too long
                with self._lock:
                    self._away[number] = self.actors[number].ready.remote()
        return found

    def _actor(self, number: int) -> Any:
        """Return a shard's actor, which begins to open it."""
        actor = self._ray.remote(ShardSearch).options(
            num_cpus=0, max_restarts=-1, max_concurrency=8, scheduling_strategy="SPREAD"
        )
        return actor.remote(self._folder, number)

    def _is_away(self, number: int) -> bool:
        """Return whether a shard has not been heard of since it did not answer."""
        with self._lock:
            heard = self._away.get(number)
            if heard is None:
                return False
            ready, _ = self._ray.wait([heard], timeout=0)
            if not ready:
                return True
            try:
                self._ray.get(heard)
                del self._away[number]
                return False
            except self._ray.exceptions.ActorDiedError:
                # Ray does not start again what could not open its shard: its folder was away, say.
                self.actors[number] = self._actor(number)
            except self._ray.exceptions.RayError:
                pass
            self._away[number] = self.actors[number].ready.remote()
            return True


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
