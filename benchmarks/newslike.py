"""Make as much news as a measurement needs: the texts of a folder again with other numbers."""

import random
import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

SEEDS = Path(__file__).parents[1] / "seeds"
YEARS = range(1900, 2100)
_DIGITS = re.compile(r"\d+")


def varied(text: str, chance: random.Random) -> str:
    """Return ``text`` with other digits in its numbers; years and the numbers' lengths stay.

    >>> varied("In 2024 they paid 5.", random.Random(1))
    'In 2024 they paid 3.'
    """

    def other(found: re.Match[str]) -> str:
        written = found[0]
        if int(written) in YEARS:
            return written
        return "".join(str(chance.randint(1, 9)) for _ in written)

    return _DIGITS.sub(other, text)


def articles(characters: int, folder: Path = SEEDS) -> Iterator[str]:
    """Yield the texts of ``folder`` with other numbers, ``characters`` without front matter."""
    chance = random.Random(characters)  # noqa: S311 - the same texts every time
    paths = sorted(path for path in folder.glob("[0-9]*") if path.suffix in (".md", ".txt"))
    seeds = [path.read_text(encoding="utf-8") for path in paths]
    written = 0
    for seed in cycle(seeds):
        head, mark, body = seed.rpartition("\n---\n")
        varied_body = varied(body, chance)
        yield head + mark + varied_body
        written += len(varied_body)
        if written >= characters:
            return


def write_articles(folder: Path, characters: int, source: Path = SEEDS) -> None:
    """Write ``articles`` made of ``source`` to ``folder``, a file each."""
    for number, article in enumerate(articles(characters, source)):
        (folder / f"{number:05}.md").write_text(article, encoding="utf-8")
