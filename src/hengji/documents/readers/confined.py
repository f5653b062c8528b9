"""
The child of `confinement`: loads one file, shuts itself in, reads it, prints the extract as JSON.

Not meant to be started by hand: `python -m hengji.documents.readers.confined BYTES SECONDS FILE NAME`,
in the folder that it may write to.
"""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path

from hengji.documents.readers import container, office, seclusion, sniffing, weighing
from hengji.documents.readers.confinement import tell
from hengji.domain.problem import UnreadableDocument


def main(arguments: list[str]) -> int:
    """Read and print; gives the exit code."""
    memory, seconds, path, name = int(arguments[0]), int(arguments[1]), arguments[2], arguments[3]
    # One file and out: looking for cycles among a million cells would take a quarter of the time.
    gc.disable()
    # Whoever ends this child ends its group: LibreOffice must not leave it.
    office.stay_in_group()
    out = sys.stdout.buffer
    try:
        content = container.load_bytes(Path(path))
        seclusion.seclude(
            Path.cwd(),
            memory_bytes=memory,
            processor_seconds=seconds,
            for_office=sniffing.may_need_office(content),
        )
        weighing.weigh(content)
        extract = sniffing.read_as_found(Path(name), content)
        out.writelines(tell(extract))
    except UnreadableDocument as refusal:
        out.write(json.dumps(refusal.message).encode("ascii"))
        return 3
    finally:
        out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
