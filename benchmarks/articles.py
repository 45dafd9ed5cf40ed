"""Make news-like articles of any number from the small grammar of archive.toml.

The same seed and number give the same article: about 25 sentences and 8 figures, as in the news.
"""

import gzip
import json
import random
import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

GRAMMAR = Path(__file__).with_name("archive.toml")
SENTENCES, SPREAD = 25, 0.4
FIGURED = 0.2
"""Share of sentences with figures; some hold two, and some plain ones hold a year or an age."""
PARAGRAPH = 3
FIRST_DAY, DAYS = date(2015, 1, 1), 4000
_SLOT = re.compile(r"\{(\w+)\}")


@cache
def grammar() -> dict[str, Any]:
    """Return the grammar."""
    return tomllib.loads(GRAMMAR.read_text(encoding="utf-8"))


def article(number: int, sentences: int = SENTENCES) -> dict[str, str]:
    """Return the article ``number``, with about so many sentences: id, title, day and text.

    >>> article(7) == article(7), article(7) == article(8)
    (True, False)
    """
    chance = random.Random(number)  # noqa: S311 - the same texts every time
    spread = round(SPREAD * sentences)
    count = chance.randint(sentences - spread, sentences + spread)
    kinds = ("figured" if chance.random() < FIGURED else "plain" for _ in range(count))
    written = [filled(chance.choice(grammar()[kind]), chance) for kind in kinds]
    paragraphs = (written[at : at + PARAGRAPH] for at in range(0, count, PARAGRAPH))
    return {
        "id": f"article-{number:09}",
        "title": filled(chance.choice(grammar()["titles"]), chance),
        "published": (FIRST_DAY + timedelta(days=number % DAYS)).isoformat(),
        "source": "The Daily Example",
        "text": "\n\n".join(" ".join(paragraph) for paragraph in paragraphs) + "\n",
    }


def filled(sentence: str, chance: random.Random) -> str:
    """Return ``sentence`` with its slots filled and its first letter large."""
    whole = _filled(sentence, chance)
    return whole[0].upper() + whole[1:]


def _filled(sentence: str, chance: random.Random) -> str:
    def word(found: re.Match[str]) -> str:
        slot = found[1]
        if slot == "tail":
            return _filled(chance.choice(grammar()["tails"]), chance)
        if slot.isupper():
            return NUMBERS[slot](chance)
        chosen: str = chance.choice(grammar()["words"][slot.lower()])
        return chosen

    return _SLOT.sub(word, sentence)


def _money(chance: random.Random) -> str:
    words = grammar()["words"]
    amount = chance.choice(
        [f"{chance.randint(1, 90)}", f"{chance.randint(1, 9)}.{chance.randint(1, 9)}"]
    )
    return f"{chance.choice(words['currency'])}{amount} {chance.choice(words['magnitude'])}"


NUMBERS: dict[str, Callable[[random.Random], str]] = {
    "MONEY": _money,
    "PERCENT": lambda chance: f"{chance.randint(1, 60)}.{chance.randint(1, 9)}%",
    "COUNT": lambda chance: f"{chance.randint(10, 90_000):,}",
    "YEAR": lambda chance: str(chance.randint(2010, 2030)),
}


def articles(count: int, *, first: int = 0, sentences: int = SENTENCES) -> Iterator[dict[str, str]]:
    """Yield ``count`` articles, from the one numbered ``first`` on."""
    return (article(number, sentences) for number in range(first, first + count))


def markdown(made: dict[str, str]) -> str:
    """Return an article as a Markdown file."""
    head = "".join(f"{key}: {made[key]}\n" for key in ("title", "published", "source"))
    return f"---\n{head}---\n\n{made['text']}"


def write_lines(path: Path, count: int, *, first: int = 0, sentences: int = SENTENCES) -> None:
    """Write articles as JSON lines, packed where the name ends in .gz."""
    made_up = articles(count, first=first, sentences=sentences)
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(made) + "\n" for made in made_up)
