"""Sentences cut into phrases, and the subjects of their verbs."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.phrasing import Phrased, phrased
from analysis.phrasing.clauses import subject_of
from analysis.quantities import find_quantities

LINES = (Path(__file__).parents[1] / "cases" / "phrasing.jsonl").read_text(encoding="utf-8")
CASES = [json.loads(line) for line in LINES.splitlines()]


def read(text: str) -> Phrased:
    return phrased(text, find_quantities(text))


def words(s: Phrased, first: int, end: int) -> str:
    start, last = s.chunks[first].start, s.chunks[end - 1].end - 1
    return s.text[s.tokens[start].start : s.tokens[last].end]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_phrases_and_subjects(case: dict[str, object]) -> None:
    s = read(str(case["text"]))
    cut = [f"{s.kind(at)}:{words(s, at, at + 1)}" for at in range(len(s.chunks))]
    assert "|".join(cut) == case["chunks"]
    verbs = [at for at in range(len(s.chunks)) if s.kind(at) == "verb"]
    found = {words(s, at, at + 1): subject_of(s, at) for at in verbs}
    assert {verb: words(s, *at) if at else "" for verb, at in found.items()} == case["subjects"]


@given(st.text(alphabet="ab ,.;()'’-–5%the isofand", max_size=80))
def test_every_token_is_in_one_phrase(text: str) -> None:
    s = read(text)
    covered = [at for chunk in s.chunks for at in range(chunk.start, chunk.end)]
    assert covered == list(range(len(s.tokens)))
