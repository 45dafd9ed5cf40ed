"""The sample texts and their hand-made tables fit together and keep to their own rules."""

import csv
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from analysis.model import KINDS, QUALIFIERS, STATUSES, TOPICS

ROOT = Path(__file__).parents[1]
SEEDS = sorted(path for path in (ROOT / "seeds").glob("*.md") if path.name != "README.md")
GOLDEN = ROOT / "tests" / "golden"
COLUMNS = [
    "quote",
    "occurrence",
    "kind",
    "value",
    "low",
    "high",
    "qualifier",
    "currency",
    "unit",
    "period",
    "topic",
    "status",
    "main_country",
]
BOUNDED = ("range", "vague")

every_seed = pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)


def read_seed(path: Path) -> tuple[dict[str, object], str]:
    """Return the front matter and the body of a sample text."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front), body


def read_golden(seed: Path) -> list[dict[str, str]]:
    """Return the rows of the table that belongs to ``seed``."""
    with (GOLDEN / f"{seed.stem}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def places(quote: str, text: str) -> list[int]:
    """Return every offset at which ``quote`` stands in ``text``, overlaps included."""
    return [start for start in range(len(text)) if text.startswith(quote, start)]


def span(row: dict[str, str], text: str) -> tuple[int, int]:
    """Return the characters of ``text`` that the row is about."""
    start = places(row["quote"], text)[int(row["occurrence"])]
    return start, start + len(row["quote"])


def test_every_sample_has_a_table_and_every_table_a_sample() -> None:
    assert {path.stem for path in GOLDEN.glob("*.csv")} == {path.stem for path in SEEDS}
    assert len(SEEDS) >= 6


@every_seed
def test_front_matter_names_title_day_and_sources(seed: Path) -> None:
    front, _ = read_seed(seed)
    assert isinstance(front["title"], str)
    assert isinstance(front["published"], date)
    assert date(2025, 3, 1) <= front["published"] <= date(2025, 9, 30)
    assert isinstance(front["sources"], list)
    assert front["sources"]
    for source in front["sources"]:
        assert source["publisher"]
        assert source["date"] <= front["published"]
        assert source["url"].startswith("https://")


@every_seed
def test_body_has_the_length_of_a_short_news_text(seed: Path) -> None:
    _, body = read_seed(seed)
    assert 200 <= len(body.split()) <= 450


@every_seed
def test_quotes_stand_in_the_body_in_order_and_apart(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    body = text.index("---\n", 4)
    spans = [span(row, text) for row in read_golden(seed)]
    assert spans == sorted(spans)
    assert all(start > body for start, _ in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@every_seed
def test_rows_use_the_words_of_the_schema(seed: Path) -> None:
    rows = read_golden(seed)
    assert rows
    for row in rows:
        assert list(row) == COLUMNS
        assert row["kind"] in KINDS
        assert row["qualifier"] in QUALIFIERS
        assert row["status"] in STATUSES
        assert row["topic"] in TOPICS


@every_seed
def test_numbers_fit_kind_and_qualifier(seed: Path) -> None:
    for row in read_golden(seed):
        bounded = row["qualifier"] in BOUNDED
        assert bool(row["value"]) is not bounded, row
        assert bool(row["low"] and row["high"]) is bounded, row
        assert not bounded or float(row["low"]) < float(row["high"]), row
        assert (len(row["currency"]) == 3) is (row["kind"] == "money"), row
        assert bool(row["unit"]) is (row["kind"] != "money"), row
