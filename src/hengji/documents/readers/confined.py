"""
The child of `confinement`: takes its limits, reads one file, prints the extract as JSON.

Not meant to be started by hand: `python -m hengji.documents.readers.confined BYTES SECONDS FILE NAME`.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

from hengji.documents.readers import container, sniffing, weighing
from hengji.documents.readers.confinement import encoded
from hengji.domain.problem import UnreadableDocument


def main(arguments: list[str]) -> int:
    """Read and print; gives the exit code."""
    memory, seconds, path, name = int(arguments[0]), int(arguments[1]), arguments[2], arguments[3]
    _confine(memory, seconds)
    out = sys.stdout.buffer
    try:
        content = container.load_bytes(Path(path))
        weighing.weigh(content)
        extract = sniffing.read_as_found(Path(name), content)
        out.write(json.dumps(encoded(replace(extract))).encode("ascii"))
    except UnreadableDocument as refusal:
        out.write(json.dumps(refusal.message).encode("ascii"))
        return 3
    finally:
        out.flush()
    return 0


def _confine(memory: int, seconds: int) -> None:
    """Set the limits; systems without them (Windows) rely on the parent's clock."""
    if os.name != "posix":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
