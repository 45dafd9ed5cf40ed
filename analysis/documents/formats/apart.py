"""Read PDF files and web pages in a process of their own, which may crash or be stopped.

Both need large parsers, which a hostile file can crash, keep busy for hours or fill memory with;
pdfium besides must not run in two threads at once. None of this may reach a server with other
people's texts, so one small process does the parsing. It is started by the first such file, waits
for more, and ends with ours.
"""

import atexit
import json
import subprocess
import sys
from contextlib import suppress
from datetime import date
from threading import Lock, Timer
from typing import IO, Literal

from analysis.documents.formats.extract import Extract, FormatError

Format = Literal["html", "pdf"]

LONGEST_SECONDS = 20.0
"""Time that one file may take; an ordinary one takes less than a tenth of a second."""

TOO_SLOW = "reading it takes too long; copy its words and paste them instead"
CRASHED = "it is damaged or far too complex to be read; copy its words and paste them instead"


def read_apart(form: Format, content: bytes) -> Extract:
    """Return what is taken out of a file in the format ``form``.

    Raises:
        FormatError: it cannot be read; the message says why and what to do.
    """
    reply = _parser.reply(form, content)
    if "refused" in reply:
        raise FormatError(reply["refused"])
    day = reply.pop("published", "")
    return Extract(**reply, published=date.fromisoformat(day) if day else None)


class _Parser:
    """The process, started when it is needed; one file at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()
        self._stopped = False

    def reply(self, form: Format, content: bytes) -> dict[str, str]:
        """Return the reply of the process.

        Raises:
            FormatError: the process crashed or had to be stopped.
        """
        with self._lock:
            process = self._running()
            timer = Timer(LONGEST_SECONDS, self._stop, [process])
            timer.daemon = True
            self._stopped = answered = False
            timer.start()
            try:
                line = _exchange(process, form, content)
                answered = line.endswith(b"\n")
            finally:
                timer.cancel()
                timer.join()  # it may be stopping the process just now
                if self._stopped or not answered:
                    self.close()  # what it may still answer must not be taken for the next file's
            if not answered:
                raise FormatError(TOO_SLOW if self._stopped else CRASHED)
        reply: dict[str, str] = json.loads(line)
        return reply

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None:
            self.close()
            # -P: a module of the folder it is started in must not come before ours
            command = [sys.executable, "-P", "-m", "analysis.documents.formats"]
            self._process = subprocess.Popen(  # noqa: S603 - no shell, our own module
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def _stop(self, process: "subprocess.Popen[bytes]") -> None:
        self._stopped = True
        process.kill()

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.kill()
            for stream in (self._process.stdin, self._process.stdout):
                with suppress(OSError):
                    _open(stream).close()
            self._process.wait()
            self._process = None


def _exchange(process: "subprocess.Popen[bytes]", form: Format, content: bytes) -> bytes:
    """Hand one file over and return the line that answers it; what is cut off where it ended."""
    request, answers = _open(process.stdin), _open(process.stdout)
    try:
        request.write(f"{form} {len(content)}\n".encode())
        request.write(content)
        request.flush()
    except OSError:  # it ended before it had read everything
        return b""
    return answers.readline()


def _open(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise ValueError("the process was started without pipes")
    return stream


_parser = _Parser()
atexit.register(_parser.close)
