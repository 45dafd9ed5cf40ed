"""Measure how right the figures are, and rewrite docs/accuracy.md.

    python -m benchmarks.accuracy [--gold ../shared/bench] [--write docs/accuracy.md]

GOLD holds ``newsquant/`` and ``policy/``, each with its texts, annotations and ``score.py``. The
page's words stand in accuracy.md.in; a line ``<!-- name -->`` there is where a table goes.
"""

import argparse
import sys
import tempfile
import tomllib
from collections import Counter
from pathlib import Path

from textblob import TextBlob

from analysis import read_documents
from analysis.documents import Failure
from analysis.sentences import split_sentences
from analysis.sentiment import sentence_tone
from benchmarks import baselines, calibration, mistakes, newsquant, policy, quantities, results
from benchmarks.bars import bars_table, number
from benchmarks.calibration import Judged
from benchmarks.conventions import read_conventions
from benchmarks.scorer import Measures

ROOT = Path(__file__).parents[1]
TEMPLATE = Path(__file__).with_name("accuracy.md.in")
BARS = Path(__file__).with_name("bars.toml")
NEWSQUANT = "newsquant"
Tables = dict[str, str]


def named(prefix: str, measures: Measures) -> Measures:
    """Return ``measures`` under names that begin with ``prefix``."""
    return {f"{prefix} {name}": value for name, value in measures.items()}


def measure_quantities(folder: Path) -> tuple[Tables, Measures]:
    """Return the tables and measures of every gold file in ``folder``."""
    tables: Tables = {}
    measures: Measures = {}
    rows: dict[str, dict[str, Measures]] = {}
    for gold in sorted(folder.glob("*.json")):
        name = newsquant.set_name(gold)
        texts = newsquant.read_texts(gold)
        lines = newsquant.predictions(texts)
        stated = quantities.read_gold(gold)
        ours = newsquant.measure(gold, lines)
        rows[name] = {
            results.OURS: ours,
            results.CONSTANT: newsquant.measure(gold, baselines.constant(lines, stated)),
            results.DIGITS: newsquant.measure(gold, baselines.digits(texts)),
        }
        measures |= named(name, ours)
        compared = [
            quantities.compare(one, line["quantities"])
            for one, line in zip(stated, lines, strict=True)
        ]
        if name == NEWSQUANT:
            more, sure = look_closer(compared)
            tables, measures = tables | more, measures | named(name, sure)
    return tables | results.set_tables(rows), measures


def look_closer(compared: list[quantities.Compared]) -> tuple[Tables, Measures]:
    """Return calibration and mistakes of the figures of one set."""
    sorts = mistakes.Sorts(read_conventions(newsquant.CONVENTIONS))
    counts = mistakes.count_mistakes(compared, sorts)
    by_head = [one for text in compared for one in quantities.judge(text, whole_unit=False)]
    by_unit = [one for text in compared for one in quantities.judge(text, whole_unit=True)]
    tables = {
        "newsquant mistakes": mistakes.sorts_table(counts.by_sort),
        "newsquant signs": mistakes.signs_table(counts.signs),
        "newsquant calibration": calibration.table(by_head),
        "newsquant calibration, finer": calibration.table(by_head, calibration.FINE),
        "newsquant calibration, whole units": calibration.table(by_unit),
    }
    return tables, sureness(by_head)


def sureness(judged: list[Judged]) -> Measures:
    """Return how many figures are surer than 0.9, and what share of the extremes is right.

    >>> sureness([Judged(0.95, True), Judged(0.7, False)])
    {'sure share': 50.0, 'sure right': 100.0}
    """
    unsure, _, sure = calibration.bins(judged)
    measures = {
        "sure share": sure.share,
        "sure right": sure.accuracy,
        "unsure right": unsure.accuracy,
    }
    return {name: value for name, value in measures.items() if value is not None}


def measure_policy(gold: Path) -> tuple[Tables, Measures]:
    """Return the tables and measures of the policy texts."""
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder)
        policy.write_tables(gold, written)
        measures = policy.measure(gold, written)
        compared = policy.compare(gold, written)
        constant = policy.constant_answers(gold, written)
    judged = [one for text in compared for one in policy.judge(text)]
    boundaries = policy.split_boundaries(gold)
    tables = {
        "policy": results.policy_table(measures, constant),
        "policy mistakes": policy.mistakes_table(policy.count_mistakes(compared)),
        "policy calibration": calibration.table(judged),
        "policy calibration, finer": calibration.table(judged, calibration.FINE),
        "sentences": results.boundary_table(boundaries),
    }
    return tables, measures | sureness(judged) | named("sentences", boundaries)


def measure_tones(gold: Path) -> Tables:
    """Return how often the tone of a sentence is TextBlob's own to the last bit."""
    read = [
        one for one in read_documents([gold / "policy" / "docs"]) if not isinstance(one, Failure)
    ]
    texts = [sentence.text for document in read for sentence in split_sentences(document)]
    for file in sorted((gold / NEWSQUANT).glob("*.json")):
        texts += newsquant.read_texts(file)
    tones = Counter(map(_tone, texts))
    return {
        "tones": "\n".join(
            [
                "| sentences | same polarity and subjectivity | polarity exactly 0 |",
                "| ---: | ---: | ---: |",
                f"| {len(texts)} | {tones['same'] + tones['same, 0']} "
                f"| {number(100 * tones['same, 0'] / len(texts))} % |",
            ]
        )
    }


def _tone(text: str) -> str:
    ours, theirs = sentence_tone(text), TextBlob(text).sentiment
    if (ours.polarity, ours.subjectivity) != (theirs.polarity, theirs.subjectivity):
        return "different"
    return "same" if ours.polarity else "same, 0"


def fill(template: str, tables: Tables) -> str:
    """Return ``template`` with every table in its place.

    >>> fill("Before.\\n<!-- one -->\\n", {"one": "| a |"})
    'Before.\\n| a |\\n'

    Raises:
        ValueError: the template has no place for a table, or a place for one that is not there.
    """
    lines = template.splitlines()
    places = {line[4:-3].strip() for line in lines if line.startswith("<!--")}
    if places != tables.keys():
        raise ValueError(
            f"tables without a place or places without a table: {places ^ tables.keys()}"
        )
    filled = (tables[line[4:-3].strip()] if line.startswith("<!--") else line for line in lines)
    return "\n".join([*filled, ""])


def measure(gold: Path) -> tuple[Tables, Measures]:
    """Return the tables of all sets in ``gold``, and every measure under the name of its set."""
    tables, measures = measure_quantities(gold / NEWSQUANT)
    more, policy_measures = measure_policy(gold / "policy")
    return tables | more, measures | named("policy", policy_measures)


def report(gold: Path) -> str:
    """Measure everything and return the page."""
    tables, measures = measure(gold)
    tables |= measure_tones(gold)
    bars = tomllib.loads(BARS.read_text(encoding="utf-8"))["bar"]
    tables["bars"] = bars_table(bars, measures)
    return fill(TEMPLATE.read_text(encoding="utf-8"), tables)


def main() -> int:
    """Write the page."""
    parser = argparse.ArgumentParser(description="Measure accuracy and write it down.")
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared" / "bench")
    parser.add_argument("--write", type=Path, default=ROOT / "docs" / "accuracy.md")
    arguments = parser.parse_args()
    arguments.write.write_text(report(arguments.gold), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
