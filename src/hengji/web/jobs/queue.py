"""
The queue: put in, take out, vouch, finish; safe with any number of workers and with any of them dying.

A worker holds a job by a lease and renews it.  A lease that ran out means that the worker is dead: the
job goes back into the queue, or fails for good after `MOST_ATTEMPTS`.  A worker that lost its lease and
lives after all cannot finish the job any more, so work is never reported twice.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from hengji.web.jobs.models import Job, JobState
from hengji.web.records.canonical import Plain, text
from hengji.web.records.clock import database_now

MOST_ATTEMPTS: Final = 3
LEASE: Final = timedelta(seconds=int(os.environ.get("HENGJI_JOB_LEASE", "60")))
_LOST: Final = "多次未能完成（工作进程中断），请重试；再不成功请告知系统管理员。"


class LeaseLost(Exception):  # noqa: N818 - it names what happened
    """Another worker has the job now."""


class TaskRefused(Exception):  # noqa: N818 - what the person gave cannot be used; the reason is theirs to read
    """The work cannot be done with what was given; `args[0]` says why in Chinese, `problems` each place."""

    def __init__(self, message: str, problems: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """What a task gets: its job, its arguments, and a way to say how far it is."""

    job: Job
    arguments: dict[str, Plain]
    progress: Callable[[int, str], None]


Task = Callable[[Running], Plain]
_TASKS: Final[dict[str, Task]] = {}


def task(name: str) -> Callable[[Task], Task]:
    """Register a task; it must be safe to begin again from its start."""

    def registered(function: Task) -> Task:
        _TASKS[name] = function
        return function

    return registered


def enqueue(
    task_name: str, /, *, subject: str = "", asked_by_id: int | None = None, **arguments: Plain
) -> Job:
    """Put a job in; it begins when the surrounding transaction has committed."""
    return Job.objects.create(
        task=task_name,
        subject=subject,
        arguments=text(arguments),
        asked_by_id=asked_by_id,
        created_at=database_now(),
        message="排队中",
    )


def claim(worker: str) -> Job | None:
    """Take the oldest job that waits; `None` where there is none."""
    for _ in range(5):
        waiting = Job.objects.filter(state=JobState.WAITING).order_by("created_at", "pk").first()
        if waiting is None:
            return None
        taken = Job.objects.filter(pk=waiting.pk, state=JobState.WAITING).update(
            state=JobState.RUNNING,
            worker=worker,
            attempts=F("attempts") + 1,
            lease_until=database_now() + LEASE,
            message="进行中",
        )
        if taken:
            return Job.objects.get(pk=waiting.pk)
    return None


def renew(job: Job, worker: str) -> None:
    """Vouch for a job for another while; raises `LeaseLost` where another worker has it."""
    _held(job, worker, lease_until=database_now() + LEASE)


def report(job: Job, worker: str, percent: int, message: str) -> None:
    """Say how far it is."""
    _held(job, worker, percent=min(99, percent), message=message[:300])


def finish(job: Job, worker: str, result: Plain) -> None:
    """It is done."""
    _held(
        job,
        worker,
        state=JobState.DONE,
        percent=100,
        message="已完成",
        result=text(result),
        finished_at=database_now(),
        lease_until=None,
    )


def fail(job: Job, worker: str, message: str, problems: Sequence[str] = ()) -> None:
    """It cannot be done; the message and the list of problems are for the person who asked."""
    _held(
        job,
        worker,
        state=JobState.FAILED,
        message=message[:300],
        result=text({"problems": list(problems)}) if problems else "",
        finished_at=database_now(),
        lease_until=None,
    )


def _held(job: Job, worker: str, **values: object) -> None:
    held = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, worker=worker, attempts=job.attempts)
    if not held.update(**values):
        raise LeaseLost(str(job.pk))


def requeue_expired() -> int:
    """Put the jobs of dead workers back; gives how many."""
    now = database_now()
    expired = Q(state=JobState.RUNNING, lease_until__lt=now)
    with transaction.atomic():
        Job.objects.filter(expired, attempts__gte=MOST_ATTEMPTS).update(
            state=JobState.FAILED, message=_LOST, finished_at=now, lease_until=None
        )
        return Job.objects.filter(expired, attempts__lt=MOST_ATTEMPTS).update(
            state=JobState.WAITING, worker="", percent=0, message="重新排队", lease_until=None
        )


def run(job: Job, worker: str) -> None:
    """Do a claimed job; whatever happens, it ends told or in another worker's hands."""
    function = _TASKS.get(job.task)
    if function is None:
        fail(job, worker, f"系统没有“{job.task}”这项任务。")
        return
    running = Running(
        job=job,
        arguments=json.loads(job.arguments),
        progress=lambda percent, message: report(job, worker, percent, message),
    )
    try:
        result = function(running)
    except LeaseLost:
        return
    except TaskRefused as refused:
        fail(job, worker, str(refused), refused.problems)
        return
    except Exception:
        fail(job, worker, f"系统出错，已经记录（任务 {str(job.pk)[:8]}）。")
        raise
    finish(job, worker, result)


def task_modules() -> list[str]:
    """The modules whose import registers the tasks."""
    return list(settings.JOB_TASKS)
