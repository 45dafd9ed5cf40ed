"""The part of speech of every token, from TextBlob's lexicon and rules."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.lexicon import lexicon
from analysis.quantities.numbers.tokens import tokens_of
from analysis.tagging import LOOKS, is_verb, tags_of
from analysis.vocabulary import tree

LINES = (Path(__file__).parents[1] / "cases" / "tagging.jsonl").read_text(encoding="utf-8")
CASES = [json.loads(line) for line in LINES.splitlines()]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_tags(case: dict[str, str]) -> None:
    assert " ".join(tags_of(tokens_of(case["text"]))) == case["tags"]


@given(st.text(max_size=80))
def test_every_token_has_a_tag(text: str) -> None:
    tokens = tokens_of(text)
    tags = tags_of(tokens)
    assert len(tags) == len(tokens)
    assert all(tags)


@pytest.mark.parametrize(
    ("word", "verb"), [("plan", True), ("levy", True), ("ease", True), ("tariff", False)]
)
def test_is_verb(word: str, verb: bool) -> None:
    assert is_verb(word) == verb


def test_every_rule_has_its_look() -> None:
    assert {rule[2] for rule in lexicon.context} <= LOOKS.keys()


def test_the_word_list_holds_function_words_only() -> None:
    tags = set(tree("tagging.toml")["words"].values())
    assert tags <= {"VBP", "VBZ", "VBD", "MD", "NN", ":", "RB", "CC"}
    assert all(word == word.lower() for word in tree("tagging.toml")["words"])


def test_the_rules_left_out_are_rules() -> None:
    rules = {" ".join(rule) for rule in lexicon.context}
    assert set(tree("tagging.toml")["rules"]["left_out"]) <= rules
