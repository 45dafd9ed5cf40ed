"""What a figure measures and whose it is, in the text's own words."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.linking.about import about_of, abouts_of
from analysis.quantities import find_quantities
from tests.growth import grows_with_length

LINES = (Path(__file__).parents[1] / "cases" / "about.jsonl").read_text(encoding="utf-8")
CASES = [json.loads(line) for line in LINES.splitlines()]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_about(case: dict[str, dict[str, str]]) -> None:
    text = str(case["text"])
    quantities = find_quantities(text)
    abouts = abouts_of(text, quantities)
    quotes = [quantity.span.text(text) for quantity in quantities]
    assert dict(zip(quotes, abouts, strict=True)) == case["abouts"]
    assert tuple(about_of(text, quantity) for quantity in quantities) == abouts


def test_a_quantity_that_was_found_otherwise_has_its_about_too() -> None:
    text = "The court heard one witness."
    [quantity] = find_quantities(text, ones=True)
    assert about_of(text, quantity) == "court"


WORDS = ["the", "rate", "of", "5%", "rose", "to", "€3m", "and", "who", "it", ",", "(", ")", "was"]


@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_every_word_of_an_about_stands_in_its_sentence(text: str) -> None:
    quantities = find_quantities(text)
    for about in abouts_of(text, quantities):
        assert set(about.replace("; ", " ").split()) <= set(text.split())


PIECES = ["it cut 5% ", "5% and ", "(5% ", "a 5% 3% ", "he said it rose 5% ", "rates of 5% of "]


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_length(piece: str) -> None:
    def run(text: str) -> object:
        return abouts_of(text, find_quantities(text))

    assert grows_with_length(run, piece, 3_000)
