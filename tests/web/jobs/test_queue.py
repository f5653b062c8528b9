"""The queue loses nothing, does nothing twice, and outlives its workers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from hengji.web.jobs import queue
from hengji.web.jobs.models import Job, JobState
from hengji.web.jobs.queue import Running, TaskRefused
from hengji.web.jobs.worker import Worker
from hengji.web.records.canonical import Plain
from hengji.web.records.clock import database_now, pretend

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tasks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Tasks for tests; what was done is in the list."""
    done: list[str] = []

    def double(running: Running) -> Plain:
        running.progress(40, "一半")
        done.append(str(running.job.pk))
        return {"twice": int(str(running.arguments["number"])) * 2}

    def refuse(_running: Running) -> Plain:
        raise TaskRefused("文件不能读取。")

    def break_down(_running: Running) -> Plain:
        raise ZeroDivisionError

    monkeypatch.setitem(queue._TASKS, "test.double", double)
    monkeypatch.setitem(queue._TASKS, "test.refuse", refuse)
    monkeypatch.setitem(queue._TASKS, "test.break", break_down)
    monkeypatch.setattr(Worker, "_vouch", lambda *_: None)
    return done


def state(job: Job) -> JobState:
    return JobState(Job.objects.get(pk=job.pk).state)


def test_a_job_is_done_and_tells_its_result(tasks: list[str]) -> None:
    job = queue.enqueue("test.double", number=21)
    assert Worker().work(once=True) == 1
    done = Job.objects.get(pk=job.pk)
    assert (done.state, done.percent, json.loads(done.result)) == (JobState.DONE, 100, {"twice": 42})
    assert tasks == [str(job.pk)]


def test_jobs_are_done_in_the_order_they_came(tasks: list[str]) -> None:
    jobs, now = [], database_now()
    for number in range(5):
        with pretend(now + timedelta(seconds=number)):
            jobs.append(str(queue.enqueue("test.double", number=number).pk))
    Worker().work(once=True)
    assert tasks == jobs


def test_a_refusal_is_told_in_its_own_words() -> None:
    job = queue.enqueue("test.refuse")
    Worker().work(once=True)
    assert (state(job), Job.objects.get(pk=job.pk).message) == (JobState.FAILED, "文件不能读取。")


def test_a_bug_fails_its_job_visibly_and_stops_no_other(
    tasks: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    broken = queue.enqueue("test.break")
    queue.enqueue("test.double", number=1)
    Worker().work(once=True)
    assert state(broken) is JobState.FAILED
    assert "ZeroDivisionError" not in Job.objects.get(pk=broken.pk).message, "the reason is for the log"
    assert "ZeroDivisionError" in caplog.text
    assert len(tasks) == 1


def test_an_unknown_task_fails_visibly() -> None:
    job = queue.enqueue("test.nowhere")
    Worker().work(once=True)
    assert state(job) is JobState.FAILED


def test_a_job_is_claimed_by_one_worker() -> None:
    queue.enqueue("test.double", number=1)
    assert queue.claim("one") is not None
    assert queue.claim("two") is None


def test_the_job_of_a_dead_worker_goes_back_and_is_done_once(tasks: list[str]) -> None:
    job = queue.enqueue("test.double", number=1)
    assert queue.claim("dead") is not None
    assert queue.requeue_expired() == 0, "a lease that holds is respected"
    with pretend(database_now() + queue.LEASE + timedelta(seconds=1)):
        assert queue.requeue_expired() == 1
    Worker().work(once=True)
    assert state(job) is JobState.DONE
    assert tasks == [str(job.pk)]


def test_a_worker_that_lost_its_lease_cannot_finish(tasks: list[str]) -> None:
    queue.enqueue("test.double", number=1)
    held = queue.claim("slow")
    assert held is not None
    with pretend(database_now() + queue.LEASE + timedelta(seconds=1)):
        queue.requeue_expired()
    assert queue.claim("quick") is not None
    for act in (
        lambda: queue.finish(held, "slow", {}),
        lambda: queue.renew(held, "slow"),
        lambda: queue.report(held, "slow", 5, ""),
        lambda: queue.fail(held, "slow", ""),
    ):
        with pytest.raises(queue.LeaseLost):
            act()
    assert not tasks


def test_a_job_that_kills_its_workers_is_given_up_visibly() -> None:
    job = queue.enqueue("test.double", number=1)
    for attempt in range(queue.MOST_ATTEMPTS):
        assert queue.claim(f"dead {attempt}") is not None
        with pretend(database_now() + queue.LEASE + timedelta(seconds=1)):
            queue.requeue_expired()
    assert state(job) is JobState.FAILED
    assert "请重试" in Job.objects.get(pk=job.pk).message


_ASK = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from hengji.web.jobs import queue
print(queue.enqueue("slow", folder={folder!r}).pk)
"""
_WORK = """
import django; django.setup()
import pathlib, time, uuid
from hengji.web.jobs import queue
from hengji.web.jobs.worker import Worker
@queue.task("slow")
def slow(running):
    folder = pathlib.Path(running.arguments["folder"])
    (folder / f"begun-{{uuid.uuid4()}}").touch()
    time.sleep({seconds})
    (folder / f"ended-{{uuid.uuid4()}}").touch()
    return {{"ended": True}}
queue.task_modules = lambda: []
Worker().work(once={once})
"""
_LOOK = """
import django; django.setup()
from hengji.web.jobs.models import Job
job = Job.objects.get()
print(job.state, job.attempts, job.result)
"""


def test_kill_9_of_a_worker_loses_nothing_and_does_nothing_twice(tmp_path: Path) -> None:
    environment = os.environ | {
        "HENGJI_HOME": str(tmp_path),
        "HENGJI_DATABASE": "",
        "HENGJI_JOB_LEASE": "1",
        "DJANGO_SETTINGS_MODULE": "hengji.web.project.settings",
    }

    def python(code: str) -> str:
        done = subprocess.run(  # noqa: S603 - our own words
            [sys.executable, "-c", code],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        return done.stdout

    python(_ASK.format(folder=str(tmp_path)))
    dying = subprocess.Popen([sys.executable, "-c", _WORK.format(seconds=60, once=False)], env=environment)  # noqa: S603
    deadline = time.monotonic() + 30
    while not list(tmp_path.glob("begun-*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    dying.send_signal(signal.SIGKILL)
    dying.wait()
    assert "running 1" in python(_LOOK), "the row still says that it runs: nobody could know yet"
    time.sleep(1.2)
    python(_WORK.format(seconds=0, once=True))
    assert python(_LOOK).split()[:2] == ["done", "2"]
    assert len(list(tmp_path.glob("begun-*"))) == 2
    assert len(list(tmp_path.glob("ended-*"))) == 1
