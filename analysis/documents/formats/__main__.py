"""Answer for each file on standard input, in a line of JSON, what is in it (see apart.py)."""

import json
import logging
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import BinaryIO

from analysis.documents.formats.extract import Extract, FormatError

MOST_MEMORY = 2_000_000_000
"""Bytes of address space; a file that needs more ends the process, not the machine."""


def main() -> None:
    """Read files until there is none: a line with format and length, then the bytes."""
    _limit_memory()
    logging.disable(logging.CRITICAL)
    answers = _own_output()
    while request := sys.stdin.buffer.readline():
        form, length = request.split()
        reply = json.dumps(_reply(form.decode(), sys.stdin.buffer.read(int(length))))
        answers.write(reply.encode() + b"\n")
        answers.flush()


def _reply(form: str, content: bytes) -> dict[str, str]:
    try:
        extract = _reader(form)(content)
    except FormatError as error:
        return {"refused": str(error)}
    day = extract.published.isoformat() if extract.published else ""
    return {**asdict(extract), "published": day}


def _reader(form: str) -> Callable[[bytes], Extract]:
    """Return the reader of a format, whose library is loaded when its first file comes."""
    if form == "pdf":
        from analysis.documents.formats.pdfs import read_pdf  # noqa: PLC0415 - loaded for its format only

        return read_pdf
    from analysis.documents.formats.webpages import read_page  # noqa: PLC0415 - loaded for its format only

    return read_page


def _own_output() -> BinaryIO:
    """Return the standard output for our answers alone: libraries may print, but to nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - Unix only
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MOST_MEMORY if hard == resource.RLIM_INFINITY else min(MOST_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
