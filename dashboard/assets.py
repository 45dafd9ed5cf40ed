"""The files under static/, of which the page's own parts are made."""

from pathlib import Path

STATIC = Path(__file__).parent / "static"


def text_of(*names: str) -> str:
    """Return the files of these names in static/, one after the other."""
    return "\n".join((STATIC / name).read_text(encoding="utf-8") for name in names)
