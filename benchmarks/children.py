"""Run a command and tell what it cost; import this from a small process only.

A child's peak of memory is never less than what its parent held when it was started.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """What a command took: processor seconds of all its threads, peak of resident memory."""

    seconds: float
    megabytes: float


def cost_of(command: list[str], output: Path | None = None) -> Cost:
    """Run ``command`` to its end and return its cost; its output goes to ``output`` or nowhere.

    Raises:
        subprocess.CalledProcessError: the command failed.
    """
    with Path(output or os.devnull).open("w", encoding="utf-8") as out:
        process = subprocess.Popen(command, stdout=out, env=usual_environment())  # noqa: S603 - our own commands
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)


def usual_environment() -> dict[str, str]:
    """Return our environment, with compiled modules kept as they usually are."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def python(*words: str) -> list[str]:
    """Return the command that runs our own Python with ``words``."""
    return [sys.executable, *words]
