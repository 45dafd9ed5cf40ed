"""Replace one command's part of a page, and leave the parts of the others."""

import argparse
from collections.abc import Callable
from pathlib import Path

GOLD = Path(__file__).resolve().parents[2] / "shared" / "bench"
"""Where the annotated sets lie unless a command is told otherwise."""


def with_section(page: str, name: str, text: str) -> str:
    r"""Return ``page`` with ``text`` between the marks of ``name``, at its end if they are new.

    >>> page = with_section("# Speed\n", "reading", "Fast.")
    >>> print(with_section(page, "reading", "Faster."), end="")
    # Speed
    <BLANKLINE>
    <!-- begin reading -->
    Faster.
    <!-- end reading -->
    """
    begin, end = f"<!-- begin {name} -->\n", f"\n<!-- end {name} -->\n"
    before, mark, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    if not mark:
        before = f"{page.rstrip()}\n\n"
    return f"{before}{begin}{text.strip()}{end}{after}"


def write_section(path: Path, name: str, text: str) -> None:
    """Put ``text`` into the part of the page at ``path`` that is called ``name``."""
    path.write_text(with_section(path.read_text(encoding="utf-8"), name, text), encoding="utf-8")


def told_section(report: Callable[[Path], str], *, name: str, purpose: str) -> int:
    """Print the section that ``report`` makes of the annotated sets, and with --write keep it.

    This is the command line of a benchmark; its exit code is returned.
    """
    parser = argparse.ArgumentParser(description=purpose)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--write", type=Path, help="page that the section is put into")
    arguments = parser.parse_args()
    section = report(arguments.gold)
    print(section)
    if arguments.write:
        write_section(arguments.write, name, section)
    return 0
