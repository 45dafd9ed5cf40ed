"""Measure what countries, topics, statuses and speakers add to the cost of reading figures.

    python -m benchmarks.added [--gold ../shared/bench] [--write docs/performance.md]

One process reads the same texts without any part, then with more and more, round after round. A
part is left out by giving ``analysis.figures`` functions that return nothing in the place of its
own. All times are processor seconds.
"""

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from analysis import figures
from analysis.figures import read_figures
from analysis.model import Document
from analysis.statuses import Circumstances
from analysis.topics import SILENT
from benchmarks.newslike import SEEDS, articles
from benchmarks.sections import told_section

ROUNDS = 9
CHARACTERS = 100_000
BAR = 50

Nothing = Callable[..., Any]


@dataclass(frozen=True)
class Part:
    """A part of reading, and what stands in its functions' places when it is left out."""

    name: str
    nothing: Mapping[str, Nothing]


def _always(answer: object) -> Nothing:
    return lambda *_, **__: answer


def _each(answer: object) -> Nothing:
    """Return a function that gives the same answer for each of the things it is handed."""
    return lambda things, *_, **__: [answer for _ in things]


# In the order in which they stand on each other: a part needs those above it.
PARTS = (
    Part("countries", {"find_countries": _each([]), "find_homes": _always([])}),
    Part(
        "topics",
        {
            "find_topic_cues": _always([]),
            "document_topics": _always({}),
            "cues_outside": _always([]),
            "setting_of": _always(SILENT),
            "topic_of": _always("other"),
        },
    ),
    Part(
        "statuses",
        {
            "standing_of": _always(None),
            "circumstances_of": _each(Circumstances()),
            "status_of": _always(("fact", "")),
        },
    ),
    Part(
        "speakers",
        {
            "find_attributions": _each([]),
            "voice_of": _always(""),
            "is_narrated": _always(False),
            "speaker_of": _always(""),
        },
    ),
    Part(
        "linking and roles",
        {
            "actor_of": _always(""),
            "attacker_of": _always(""),
            "opening_place": _always(""),
            "find_anaphors": _always([]),
            "scene_of": _always(None),
            "ranked_countries": _always(()),
            "after_figure": lambda context, *_: context,
            "after_sentence": lambda context, *_: context,
        },
    ),
)


def measure(texts: Sequence[Document]) -> list[float]:
    """Return what reading costs with no part, the first, the first two…, as shares of the first.

    Each round's seconds are set against those of figures alone in the same round.
    """
    _seconds(texts, ())
    rounds = [
        [_seconds(texts, PARTS[count:]) for count in range(len(PARTS) + 1)] for _ in range(ROUNDS)
    ]
    shares = [[seconds / each[0] for seconds in each] for each in rounds]
    return [statistics.median(column) for column in zip(*shares, strict=True)]


def _seconds(texts: Sequence[Document], missing: Sequence[Part]) -> float:
    with ExitStack() as stack:
        for part in missing:
            for name, nothing in part.nothing.items():
                stack.enter_context(patch.object(figures, name, nothing))
        start = time.process_time()
        for text in texts:
            read_figures(text)
        return time.process_time() - start


def documents(folder: Path) -> list[Document]:
    """Return the texts of ``folder`` again and again, with other numbers."""
    made = enumerate(articles(CHARACTERS, folder))
    return [Document(str(number), text.rpartition("\n---\n")[2]) for number, text in made]


def table(measured: Mapping[str, Sequence[float]]) -> str:
    """Return for each kind of text what each part adds, in percent of figures alone."""
    lines = [f"| added to figures alone, % | {' | '.join(measured)} |"]
    lines.append("| --- |" + " ---: |" * len(measured))
    for count, part in enumerate(PARTS, 1):
        added = [_percent(each[count] - each[count - 1]) for each in measured.values()]
        lines.append(f"| {part.name} | {' | '.join(added)} |")
    whole = [_percent(each[-1] - each[0]) for each in measured.values()]
    lines.append(f"| all of them; at most {BAR} is the bar | {' | '.join(whole)} |")
    return "\n".join(lines)


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"


def report(gold: Path) -> str:
    """Run the measurement and return the section."""
    load = os.getloadavg()[0]
    news = gold / "policy" / "docs"
    sources = {"news": news if news.is_dir() else SEEDS, "seeds": SEEDS}
    return REPORT.format(
        machine=f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        versions=f"Python {platform.python_version()}",
        load=load,
        rounds=ROUNDS,
        characters=f"{CHARACTERS:,}",
        table=table({name: measure(documents(folder)) for name, folder in sources.items()}),
    )


REPORT = """\
## What countries, topics, statuses and speakers add

Measured in processor seconds, by

```sh
.venv/bin/python -m benchmarks.added --write docs/performance.md
```

on {machine}, {versions}; load by other work {load:.1f} when it began.

"Figures alone" are sentences split, amounts found with their times, and what each measures, from
the phrases of its sentence; views, tables and tone are in neither. One process reads
{characters} characters without any part, then with the first, the first two, and so on, {rounds}
rounds in turn. Each run is set against figures alone in its own round, and the medians count.
"News" and "seeds" are those of the part above.

{table}
"""


def main() -> int:
    """Print the section; with --write, also put it into a page."""
    return told_section(report, name="added", purpose="Measure what each part of reading adds.")


if __name__ == "__main__":
    sys.exit(main())
