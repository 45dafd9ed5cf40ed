"""What a figure measures, in the text's own words."""

import json
from pathlib import Path

import pytest

from analysis.linking import about_of
from analysis.quantities import find_quantities

LINES = (Path(__file__).parents[1] / "cases" / "about.jsonl").read_text(encoding="utf-8")
CASES = [json.loads(line) for line in LINES.splitlines()]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_about(case: dict[str, str]) -> None:
    [quantity] = find_quantities(case["text"])
    assert quantity.span.text(case["text"]) == case["quote"]
    assert about_of(case["text"], quantity) == case["about"]
