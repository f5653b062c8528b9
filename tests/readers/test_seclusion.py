"""
The reading child is shut in: what it tries, fails; without the locks the same attempts succeed.

The probes run in a child of their own, since the locks cannot be undone.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hengji.documents import readers
from hengji.documents.readers import confinement
from hengji.documents.readers.seclusion import Lock
from hengji.domain.problem import UnreadableDocument

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the locks are Linux's")

PROBES = """
import json, os, resource, socket, sys
from pathlib import Path
from hengji.documents.readers import seclusion

shut, port, outside = sys.argv[1] == "shut", int(sys.argv[2]), Path(sys.argv[3])
locks = []
if shut:
    locks = sorted(seclusion.seclude(Path.cwd(), memory_bytes=512 * 1024 * 1024, processor_seconds=12))

def managed(attempt):
    try:
        attempt()
    except OSError:
        return False
    return True

def connected():
    socket.create_connection(("127.0.0.1", port), 2).close()

print(json.dumps({
    "locks": locks,
    "network": managed(connected),
    "outside": managed(lambda: outside.joinpath("new").write_text("x")),
    "removal": managed(lambda: outside.joinpath("there").unlink()),
    "inside": managed(lambda: Path("own").write_text("x")),
    "null": managed(lambda: Path(os.devnull).write_text("x")),
    "core": resource.getrlimit(resource.RLIMIT_CORE)[0],
    "environment": sorted(os.environ),
    "open": sorted(int(one) for one in os.listdir("/proc/self/fd"))[:-1],
}))
"""


@pytest.fixture
def server() -> Iterator[int]:
    """A port on this machine that somebody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def probed(folder: Path, port: int, *, shut: bool) -> dict[str, object]:
    """What a child in that folder managed to do."""
    own, outside = folder / "own-folder", folder / "outside"
    for one in (own, outside):
        one.mkdir(exist_ok=True)
    (outside / "there").write_text("x", encoding="utf-8")
    command = [sys.executable, "-c", PROBES, "shut" if shut else "open", str(port), str(outside)]
    environment = confinement.environment(own) | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(  # noqa: S603 - our own interpreter and program
        command, cwd=own, env=environment, capture_output=True, check=True, stdin=subprocess.DEVNULL
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_the_child_has_no_network_and_writes_only_in_its_folder(
    tmp_path: Path, server: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HENGJI_SECRET", "x")
    found = probed(tmp_path, server, shut=True)
    assert found["inside"]
    assert found["null"]
    assert found["core"] == 0
    assert "HENGJI_SECRET" not in str(found["environment"])
    locks = found["locks"]
    assert isinstance(locks, list)
    assert Lock.LIMITS in locks
    missing = {Lock.NETWORK, Lock.WRITING} - set(locks)
    if missing:
        pytest.skip(f"this kernel does not offer: {', '.join(sorted(missing))}")
    assert not found["network"]
    assert not found["outside"]
    assert not found["removal"]


def test_without_the_locks_the_same_attempts_succeed(tmp_path: Path, server: int) -> None:
    found = probed(tmp_path, server, shut=False)
    assert found["network"]
    assert found["outside"]
    assert found["removal"]


def test_the_child_is_given_no_open_file_of_ours(tmp_path: Path, server: int) -> None:
    with (tmp_path / "ours").open("wb") as ours:
        os.set_inheritable(ours.fileno(), True)
        found = probed(tmp_path, server, shut=True)
        assert ours.fileno() > 2
    assert found["open"] == [0, 1, 2]


def test_reading_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = tmp_path / "temporary"
    waiting.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(waiting))
    source = tmp_path / "report.txt"
    source.write_text("自评得分100分。", encoding="utf-8")
    assert readers.read_in_child(source).text == "自评得分100分。"
    assert list(waiting.iterdir()) == []
    assert sorted(one.name for one in tmp_path.iterdir()) == ["report.txt", "temporary"]


def is_gone(process: int) -> bool:
    """Whether a process has ended, given a moment to do so."""
    state = Path(f"/proc/{process}/stat")
    for _ in range(50):
        if not state.exists() or state.read_text("utf-8").rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False


STAYING = """
import pathlib, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
pathlib.Path("number").write_text(str(child.pid))
"""


def test_what_the_child_started_ends_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command, number = [sys.executable, "-c", STAYING], tmp_path / "number"
    code, _ = confinement._run(command, tmp_path, readers.Limits())
    assert code == 0
    assert is_gone(int(number.read_text("utf-8")))
    monkeypatch.setattr(confinement, "_end_group", lambda _child: None)
    confinement._run(command, tmp_path, readers.Limits())
    left = int(number.read_text("utf-8"))
    assert not is_gone(left), "nothing else would have ended it"
    os.kill(left, 9)


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("import os; os.abort()", "已损坏"),
        ("import os; os.write(2, b'memory allocation of 9 bytes failed'); os.abort()", "内存"),
        ("raise MemoryError", "内存"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "秒"),
        ("import time; time.sleep(60)", "稍后再试"),
    ],
)  # fmt: skip
def test_however_the_child_ends_its_parent_gets_a_refusal(
    program: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = confinement._run
    monkeypatch.setattr(
        confinement,
        "_run",
        lambda _command, folder, limits: running([sys.executable, "-c", program], folder, limits),
    )
    with pytest.raises(UnreadableDocument, match=told):
        readers.read_in_child(tmp_path / "report.doc", readers.Limits(wall_seconds=5))
