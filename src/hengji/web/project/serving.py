"""
Starting the platform: folder, key, tables, demonstration, worker, server.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from hengji.web.filing import reckoning
from hengji.web.jobs import orphans
from hengji.web.project import environment

DEMO_HOME: Final = Path("out/demo-city")
_THREADS: Final = 12
"""Of each server process; whoever waits for a scorecard keeps one, and saves need the others."""
_MARK: Final = ".hengji-demo"
"""Only a folder that bears it is ever deleted."""
_KEY_HINT: Final = (
    "没有设置 HENGJI_SECRET_KEY（至少 50 个字符）。可用下面的命令生成一个，保存好并设为环境变量：\n"
    "  python3 -c 'import secrets; print(secrets.token_urlsafe(60))'"
)


class CannotServe(Exception):  # noqa: N818 - it names what happened
    """The platform cannot start; the reason is for the person at the terminal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the command line asks for."""

    demo: bool
    host: str
    port: int
    home: Path | None
    reset: bool
    workers: int
    authority: str
    """The finance authority's name, for an installation without any account yet."""
    example: Path
    """The bundled workbook of the demonstration."""


def prepare(home: Path | None = None) -> None:
    """Set Django up for a command beside the server."""
    if home is not None:
        os.environ["HENGJI_HOME"] = str(home.absolute())
    # Commands sign nothing; a key of their own harms nobody and asks for nothing.
    os.environ.setdefault("HENGJI_SECRET_KEY", secrets.token_urlsafe(60))
    _set_up()


def serve(wishes: Wishes, say: Callable[[str], None]) -> None:
    """Serve until interrupted; raises `CannotServe`."""
    password = ""
    if wishes.demo:
        password = _demonstration_environment(wishes)
    else:
        _environment(wishes)
    _free(wishes.host, wishes.port)
    _set_up()
    _migrate()
    if wishes.demo and _build(wishes, password):
        say("示例城市已建立：十二个部门、一个下属单位，三个年度。")
    if not wishes.demo:
        _begin(wishes.authority, say)
    say(f"平台已启动：http://{_shown(wishes.host)}:{wishes.port}/　（按 Ctrl+C 停止）")
    if wishes.demo:
        _tell_accounts(password, say)
    os.environ[orphans.SERVER] = str(os.getpid())
    with tempfile.TemporaryDirectory(prefix="hengji-") as folder:
        os.environ[reckoning.PLACE] = str(Path(folder) / "reckoner")
        with _Beside("hengji.web.jobs.worker"), _Beside("hengji.web.filing.reckoner"):
            _run(wishes)


def _environment(wishes: Wishes) -> None:
    if wishes.home is not None:
        os.environ["HENGJI_HOME"] = str(wishes.home.absolute())
    if len(os.environ.get("HENGJI_SECRET_KEY", "")) < environment.LEAST_KEY:
        raise CannotServe(_KEY_HINT)
    environment.home().mkdir(parents=True, exist_ok=True, mode=0o700)


def _demonstration_environment(wishes: Wishes) -> str:
    """A folder, a key and a password of its own; gives the password."""
    home = (wishes.home or DEMO_HOME).absolute()
    if wishes.reset and home.exists():
        if not (home / _MARK).exists():
            raise CannotServe(f"{home} 不是示例城市的文件夹，不删除；请换一个文件夹。")
        shutil.rmtree(home)
    if home.exists() and any(home.iterdir()) and not (home / _MARK).exists():
        raise CannotServe(f"{home} 里已有其他内容，不能用作示例城市；请用 --home 换一个文件夹。")
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    (home / _MARK).touch()
    hosts = "*" if wishes.host in {"0.0.0.0", "::"} else f"localhost,127.0.0.1,[::1],{wishes.host}"  # noqa: S104 - asked for, not bound
    os.environ.update(
        HENGJI_HOME=str(home),
        HENGJI_DEMO="1",
        HENGJI_HTTPS="0",
        HENGJI_HOSTS=hosts,
        HENGJI_SECRET_KEY=_kept(home / "secret-key", secrets.token_urlsafe(60)),
        HENGJI_DEMO_PASSWORD=_kept(home / "demo-password", f"hengji-{secrets.token_hex(3)}"),
    )
    return os.environ["HENGJI_DEMO_PASSWORD"]


def _kept(path: Path, fresh: str) -> str:
    """What a file holds, written at the first time and readable to the owner only."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(fresh, encoding="utf-8")
    return path.read_text("utf-8").strip()


def _free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as reason:
            raise CannotServe(
                f"不能在 {host}:{port} 上监听（{reason.strerror}）；请用 --port 换一个端口。"
            ) from reason


def _set_up() -> None:
    import django

    # Set, not proposed: a shell that knows another Django project must not lend us its settings.
    os.environ["DJANGO_SETTINGS_MODULE"] = "hengji.web.project.settings"
    django.setup()


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import DatabaseError

    try:
        call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as reason:
        raise CannotServe(f"数据库不能使用：{reason}") from reason


def _build(wishes: Wishes, password: str) -> bool:
    """Build the demonstration where there is none; gives whether it did."""
    from hengji.web.accounts.models import Organisation
    from hengji.web.campaigns.deadlines import SHANGHAI
    from hengji.web.project.demonstration import story

    if Organisation.objects.exists():
        return False
    story.build(password, datetime.now(tz=UTC).astimezone(SHANGHAI).date(), wishes.example)
    return True


def _begin(authority: str, say: Callable[[str], None]) -> None:
    """In an installation without accounts: the finance authority and who keeps its accounts."""
    from django.db import transaction

    from hengji.web.accounts import administration
    from hengji.web.accounts.models import Organisation, User
    from hengji.web.accounts.roles import Kind, Role
    from hengji.web.records.actor import SYSTEM

    if User.objects.exists():
        return
    if not authority:
        say("平台里还没有账户；请停止后加 --authority 财政局全称 再启动一次，建立首个系统管理员。")
        return
    with transaction.atomic():
        made = Organisation(code="100", name=authority, kind=Kind.FINANCE_AUTHORITY)
        made = administration.add_organisation(made, SYSTEM)
        user, password = administration.add_user("admin", "系统管理员", SYSTEM)
        administration.grant(user.pk, made.pk, Role.SYSTEM_ADMINISTRATOR.value, SYSTEM)
    say(f"首个系统管理员：用户名 admin，密码 {password}（只显示这一次，登录后须修改）。")


def _tell_accounts(password: str, say: Callable[[str], None]) -> None:
    from hengji.web.project.demonstration.people import PEOPLE, called

    say(f"示例账户（密码均为 {password}）：")
    for username, name, code, role in PEOPLE:
        say(f"  {username:<12}{role.label}　{called(code)}　{name}")


def _shown(host: str) -> str:
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - what the person asked for
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _run(wishes: Wishes) -> None:
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        "hengji.web.project.wsgi:application",
        address=wishes.host,
        port=wishes.port,
        interface=Interfaces.WSGI,
        workers=wishes.workers,
        blocking_threads=_THREADS,
        backlog=1024,
        log_enabled=False,
        respawn_failed_workers=True,
    ).serve()


class _Beside:
    """A process beside the server: started with it, begun again if it dies, stopped with it."""

    def __init__(self, module: str) -> None:
        self.module = module
        self.stopping = threading.Event()
        self.running: subprocess.Popen[bytes] | None = None
        self.keeper = threading.Thread(target=self._keep, daemon=True)

    def __enter__(self) -> None:
        self.keeper.start()

    def __exit__(self, *_reason: object) -> None:
        self.stopping.set()
        if self.running is not None and self.running.poll() is None:
            self.running.terminate()
            try:
                self.running.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.running.kill()

    def _keep(self) -> None:
        while not self.stopping.is_set():
            self.running = subprocess.Popen(  # noqa: S603 - a module of ours
                [sys.executable, "-m", self.module], stdin=subprocess.DEVNULL
            )
            self.running.wait()
            if not self.stopping.is_set():
                time.sleep(1)
