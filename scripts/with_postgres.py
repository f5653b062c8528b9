"""
Runs a command with a PostgreSQL of its own: `python scripts/with_postgres.py -- pytest tests/web`.

The server is Debian's, where it is installed, else that of the `pgserver` package.  It lives in a temporary
folder, listens on a socket there and nowhere else, and ends with the command.  The command finds it in
HENGJI_DATABASE.
"""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

ACCOUNT = "postgres"
"""PostgreSQL refuses to run as root; then it runs as this account, or as the one that has to be made."""


def binaries() -> Path:
    """Where initdb and pg_ctl are; ends the command where there are none."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    for folder in reversed(debian):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    try:
        import pgserver
    except ModuleNotFoundError:
        sys.exit("No PostgreSQL was found: install Debian's postgresql, or the package pgserver.")
    return Path(pgserver.__file__).parent / "pginstall" / "bin"


def account() -> pwd.struct_passwd | None:
    """Whom to become where we are root."""
    if os.geteuid() != 0:
        return None
    for name in (ACCOUNT, "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    sys.exit("PostgreSQL does not run as root and there is no account postgres or nobody.")


def reachable(place: Path, folder: Path, who: pwd.struct_passwd | None) -> Path:
    """The programs where that account may run them: a copy, where the package lies in root's own folder."""
    package = place.parents[1]
    if who is None or package.name != "pgserver" or all(_is_open(part) for part in place.parents):
        return place
    # The programs look for their libraries beside the package.
    for part in (package, package.with_name("pgserver.libs")):
        shutil.copytree(part, folder / "server" / part.name)
    return folder / "server" / place.relative_to(package.parent)


def _is_open(folder: Path) -> bool:
    return bool(folder.stat().st_mode & stat.S_IXOTH)


def run(command: list[str], who: pwd.struct_passwd | None) -> None:
    """Run one of PostgreSQL's own commands; its words are shown only where it fails."""
    become: Mapping[str, object] = (
        {} if who is None else {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}
    )
    done = subprocess.run(  # noqa: S603 - the server's own commands
        command, capture_output=True, text=True, check=False, cwd="/", **become
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


def main() -> None:
    """Start the server, run the command, stop the server, pass the command's code on."""
    command = sys.argv[2:] if sys.argv[1:2] == ["--"] else sys.argv[1:]
    if not command:
        sys.exit(__doc__)
    folder, who = Path(tempfile.mkdtemp(prefix="hengji-pg-")), account()
    if who is not None:
        os.chown(folder, who.pw_uid, who.pw_gid)
    place, state = reachable(binaries(), folder, who), folder / "state"
    options = f"-k {folder} -c listen_addresses= -c max_connections=60 -c shared_buffers=64MB"
    try:
        run(
            [
                str(place / "initdb"),
                "-D",
                str(state),
                "-U",
                "hengji",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
            ],
            who,
        )
        run(
            [
                str(place / "pg_ctl"),
                "-D",
                str(state),
                "-l",
                str(folder / "log"),
                "-o",
                options,
                "-w",
                "start",
            ],
            who,
        )
        try:
            run([str(place / "createdb"), "-h", str(folder), "-U", "hengji", "hengji"], who)
            address = f"postgres://hengji@{quote(str(folder), safe='')}/hengji"
            done = subprocess.run(command, check=False, env=os.environ | {"HENGJI_DATABASE": address})  # noqa: S603 - ours
        finally:
            run([str(place / "pg_ctl"), "-D", str(state), "-m", "immediate", "stop"], who)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
