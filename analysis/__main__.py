"""The command ``newsfigures``: ready to be interrupted before anything large is loaded."""

import sys
from collections.abc import Sequence

from analysis.interrupts import end_at_once, ended_at_once, farewell


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0, 2 on bad input, 130 when interrupted.

    Without ``arguments`` they are those of the process, which is then taken for ours to its end.
    """
    if arguments is not None:
        return _run(arguments)
    end_at_once(farewell(sys.argv[1:]))
    code = _run(sys.argv[1:])
    end_at_once()  # what is to be said has been said
    return code


def _run(arguments: Sequence[str]) -> int:
    with ended_at_once(farewell(arguments)):
        from analysis.command_line import run  # noqa: PLC0415 - takes a second to load
    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
