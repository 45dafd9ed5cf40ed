"""Measure speed and memory beside other libraries, on the same sentences in the same run.

    python -m benchmarks.peers [--gold ../shared/bench] [--write docs/performance.md]

The other libraries are installed into environments of their own under build/peers. Every library
has one process; they take turns, round after round, so that what else the machine does falls on
all of them. All times are processor seconds.
"""

import csv
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import tomllib
import venv
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.bars import bars_table, number
from benchmarks.children import Cost, cost_of, python
from benchmarks.newslike import SEEDS, write_articles
from benchmarks.scorer import Measures
from benchmarks.sections import told_section

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent
ENVIRONMENTS = ROOT / "build" / "peers"
ROUNDS, STARTS = 5, 5
CHARACTERS = 2_000_000
TONES = 10_000
FIRST_FIGURE = (
    "import analysis; from analysis.model import Document; "
    "analysis.analyse([Document('note', 'They paid 5 million euros for 12 boats.')])"
)


@dataclass(frozen=True)
class Racer:
    """A library in a race: what it is called, its Python and its reader in worker.py."""

    name: str
    interpreter: Path
    reader: str


def read_peers() -> list[Racer]:
    """Return the libraries of peers.toml, installed."""
    peers = tomllib.loads((HERE / "peers.toml").read_text(encoding="utf-8"))["peer"]
    return [
        Racer(
            peer["name"], installed(ENVIRONMENTS / peer["folder"], peer["install"]), peer["reader"]
        )
        for peer in peers
    ]


def installed(folder: Path, requirements: list[str]) -> Path:
    """Return the Python of the environment ``folder``, which has ``requirements``."""
    interpreter, done = folder / "bin" / "python", folder / "installed.txt"
    wanted = "\n".join(requirements)
    if not done.exists() or done.read_text(encoding="utf-8") != wanted:
        venv.create(folder, with_pip=True, clear=True)
        pip = [str(interpreter), "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, *requirements], check=True)  # noqa: S603 - what peers.toml names
        done.write_text(wanted, encoding="utf-8")
    return interpreter


def race(racers: list[Racer], rounds: list[list[str]]) -> list[list[float]]:
    """Let the racers read the same rounds of sentences in turn; return the seconds of each."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sentences = folder / "sentences.json"
        sentences.write_text(json.dumps(rounds), encoding="utf-8")
        workers = [stack.enter_context(_worker(racer, sentences)) for racer in racers]
        for worker in workers:
            _answer(worker)
        seconds: list[list[float]] = [[] for _ in racers]
        for _ in rounds:
            for worker, taken in zip(workers, seconds, strict=True):
                taken.append(float(_ask(worker)))
    return seconds


def _worker(racer: Racer, sentences: Path) -> subprocess.Popen[str]:
    command = [str(racer.interpreter), "-P", "-W", "ignore", str(HERE / "worker.py")]
    return subprocess.Popen(  # noqa: S603 - our own script
        [*command, racer.reader, str(sentences)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _ask(worker: subprocess.Popen[str]) -> str:
    if worker.stdin is None:
        raise ValueError("a worker needs a way in")
    worker.stdin.write("go\n")
    worker.stdin.flush()
    return _answer(worker)


def _answer(worker: subprocess.Popen[str]) -> str:
    if worker.stdout is None or not (line := worker.stdout.readline()):
        raise RuntimeError(f"no answer from {worker.args!r}")
    return line


def speed_table(
    racers: list[Racer], seconds: list[list[float]], count: int
) -> tuple[str, Measures]:
    """Return sentences per second of all racers, the first of whom is us, and our leads."""
    speeds = [count / statistics.median(taken) for taken in seconds]
    lines = ["| figures alone | sentences per CPU second | slowest to fastest round | we are |"]
    lines.append("| --- | ---: | ---: | ---: |")
    for racer, taken, speed in zip(racers, seconds, speeds, strict=True):
        low, high = count / max(taken), count / min(taken)
        lead = "" if speed == speeds[0] else f"{speeds[0] / speed:.1f} × as fast"
        lines.append(f"| {racer.name} | {speed:,.0f} | {low:,.0f} to {high:,.0f} | {lead} |")
    measures = {"speed": speeds[0]}
    for racer, speed in zip(racers[1:], speeds[1:], strict=True):
        measures[f"lead over {racer.name}"] = speeds[0] / speed
    return "\n".join(lines), measures


def measure_extract(folder: Path, news: Path) -> tuple[str, Measures, list[str]]:
    """Return what ``newsfigures extract`` takes for 2 MB, made of the texts in ``news``.

    The sentences come too. The seeds, which are far denser in figures, stand in a row of their own.
    """
    row, measures, sentences = _extracted(folder / "news", news)
    dense, *_ = _extracted(folder / "seeds", SEEDS)
    table = (
        "| text | sentences | figures | CPU seconds | sentences per CPU second | peak RSS, MB |\n"
        "| --- | ---: | ---: | ---: | ---: | ---: |\n"
        f"| news | {row} |\n| seeds | {dense} |"
    )
    return table, measures, sentences


def _extracted(folder: Path, source: Path) -> tuple[str, Measures, list[str]]:
    texts, tables = folder / "texts", folder / "tables"
    texts.mkdir(parents=True)
    write_articles(texts, CHARACTERS, source if source.is_dir() else SEEDS)
    cost = cost_of(python("-m", "analysis", "extract", str(texts), "--out", str(tables)))
    with (tables / "sentences.csv").open(encoding="utf-8", newline="") as file:
        sentences = [row["text"] for row in csv.DictReader(file)]
    with (tables / "figures.csv").open(encoding="utf-8", newline="") as file:
        figures = sum(1 for _ in csv.DictReader(file))
    measures = {"extract speed": len(sentences) / cost.seconds, "extract memory": cost.megabytes}
    cells = (f"{len(sentences):,}", f"{figures:,}", f"{cost.seconds:.1f}")
    speed = f"{measures['extract speed']:,.0f}"
    return " | ".join((*cells, speed, f"{cost.megabytes:.0f}")), measures, sentences


def measure_start() -> tuple[str, Measures]:
    """Return what it takes to import us and read a figure, beside pandas and TextBlob alone."""
    ours: list[Cost] = []
    theirs: list[Cost] = []
    for _ in range(STARTS):
        ours.append(cost_of(python("-c", FIRST_FIGURE)))
        theirs.append(cost_of(python("-c", "import pandas, textblob")))
    first, base = (statistics.median(one.seconds for one in costs) for costs in (ours, theirs))
    table = (
        "| | CPU milliseconds |\n| --- | ---: |\n"
        f"| `import analysis` and a first figure | {first * 1000:.0f} |\n"
        f"| `import pandas, textblob` | {base * 1000:.0f} |\n"
        f"| ratio | {first / base:.2f} |"
    )
    return table, {"start ratio": first / base}


def measure_tone(sentences: list[str]) -> tuple[str, Measures]:
    """Return how fast the tone of sentences is read, beside TextBlob's own way."""
    here = Path(sys.executable)
    racers = [Racer("ours", here, "our_tone"), Racer("TextBlob", here, "textblob")]
    rounds = [sentences[place:TONES:ROUNDS] for place in range(ROUNDS)]
    seconds = race(racers, rounds)
    count = sum(map(len, rounds))
    ours, theirs = (count / sum(taken) for taken in seconds)
    table = (
        "| tone alone | sentences per CPU second |\n| --- | ---: |\n"
        f"| ours, with the words behind it | {ours:,.0f} |\n"
        f"| `TextBlob(sentence).sentiment` | {theirs:,.0f} |\n"
        f"| ratio | {ours / theirs:.1f} |"
    )
    return table, {"tone ratio": ours / theirs}


def report(gold: Path) -> str:
    """Run every measurement and return the section."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        extract, measures, sentences = measure_extract(Path(folder), gold / "policy" / "docs")
    start, more = measure_start()
    measures |= more
    racers = [Racer("ours", Path(sys.executable), "ours"), *read_peers()]
    annotated = gold / "newsquant" / "newsquant_dev.json"
    if annotated.exists():
        texts = [one["text"] for one in json.loads(annotated.read_text(encoding="utf-8"))]
    else:
        texts = sentences[:300]
    seconds = race(racers, [texts] * ROUNDS)
    speed, more = speed_table(racers, seconds, len(texts))
    measures |= more
    tone, more = measure_tone(sentences)
    bars = tomllib.loads((HERE / "bars.toml").read_text(encoding="utf-8"))["speed"]
    return REPORT.format(
        machine=f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        versions=f"Python {platform.python_version()}, TextBlob {version('textblob')}",
        load=load,
        bars=bars_table(bars, measures | more),
        count=len(texts),
        speed=speed,
        rounds=ROUNDS,
        extract=extract,
        start=start,
        tone=tone,
        tones=number(TONES),
    )


REPORT = """\
## Reading, beside other libraries

Measured in processor seconds, by

```sh
.venv/bin/python -m benchmarks.peers --write docs/performance.md
```

on {machine}, {versions}; load by other work {load:.1f} when it began.

{bars}

Figures alone: one process per library, the same {count} sentences of news in the same run, {rounds}
rounds in turn; the median round counts. Recognizers-Text is asked for currencies, dimensions, ages,
temperatures, numbers and percentages, which together are what we read in one go; its release
1.0.1a0 read about 115 of these sentences a second, but used up the memory on one of them, so the
newest release stands here.

{speed}

`newsfigures extract` on 2 MB of text, from the start of the command to the last CSV file. "News"
are the policy texts of the annotated sets, "seeds" the samples of this repository, which state two
to three times as many figures; both again and again with other numbers, so their words repeat more
than those of an archive.

{extract}

Start, from nothing to the first row of the figures table:

{start}

Tone of {tones} of those sentences, each read once:

{tone}
"""


def main() -> int:
    """Print the section; with --write, also put it into a page."""
    return told_section(report, name="reading", purpose="Measure speed beside other libraries.")


if __name__ == "__main__":
    sys.exit(main())
