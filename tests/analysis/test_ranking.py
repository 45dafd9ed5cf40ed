"""What speaks for a country: words that stand for it, homes, attacks, weights."""

import pytest

from analysis.linking import Context, Told, find_anaphors, nation_of, ranked_countries
from analysis.linking.discourse import attacker_of
from analysis.linking.facts import opening_place
from analysis.linking.homes import find_homes, issuer_of
from analysis.linking.ranking import (
    NOBODY,
    Candidate,
    Scale,
    best_places,
    likelihoods,
    scale,
    score,
    weights,
)
from analysis.model import CountryMention
from analysis.phrases import PhraseIndex
from analysis.quantities import find_quantities

COUNTRIES = {
    "Kenya": "KEN",
    "Kenyan": "KEN",
    "Chad": "TCD",
    "Chadian": "TCD",
    "the European Union": "EU",
    "Bern": "CHE",
}


def mentions_in(text: str) -> list[CountryMention]:
    """Return the names above in a text, as if they had been found there."""
    return [CountryMention(span, code, "name") for span, code in PhraseIndex(COUNTRIES).find(text)]


@pytest.mark.parametrize(
    ("text", "context", "codes"),
    [
        ("The bloc agreed.", Context(frequent=("EU", "KEN"), home="KEN"), ["EU"]),
        ("The bloc agreed.", Context(frequent=("KEN",), home="KEN"), []),
        ("Its government paid.", Context(last="TCD", frequent=("KEN",), home="KEN"), ["TCD"]),
        ("The central bank acted.", Context(frequent=("EU", "KEN"), home="KEN"), ["KEN"]),
        ("Both sides signed.", Context(recent=("TCD", "KEN"), frequent=("KEN",)), ["TCD", "KEN"]),
        ("Both sides signed.", Context(recent=("KEN",), frequent=("KEN",)), []),
        ("We pay.", Context(spoke="KEN", frequent=("KEN",)), ["KEN"]),
        ("US officials met.", Context(frequent=("KEN",), home="KEN"), ["KEN"]),
        ("The government paid.", Context(), []),
    ],
)
def test_words_that_stand_for_a_country(text: str, context: Context, codes: list[str]) -> None:
    assert [found.code for found in find_anaphors(text, [], "", context)] == codes


def test_who_acts_in_the_sentence_is_meant_first() -> None:
    text = "Kenya said the government would pay."
    context = Context(last="TCD", frequent=("TCD",), home="TCD")
    assert [each.code for each in find_anaphors(text, mentions_in(text), "KEN", context)] == ["KEN"]


@pytest.mark.parametrize(
    ("text", "attacker"),
    [
        ("Kenya fired rockets.", "KEN"),
        ("Kenyan drones hit a depot.", "KEN"),
        ("Kenya's air force downed two missiles.", ""),
        ("Kenya condemned the attack.", ""),
        ("Kenya opened a school.", ""),
        ("The strikes on Chad went on.", "KEN"),
    ],
)
def test_who_attacks(text: str, attacker: str) -> None:
    assert attacker_of(text, mentions_in(text), ("KEN", "TCD")) == attacker


@pytest.mark.parametrize(
    ("text", "code"),
    [("In Bern the government paid.", "CHE"), ("Kenya paid.", ""), ("It rained.", "")],
)
def test_where_a_sentence_says_it_happens(text: str, code: str) -> None:
    assert opening_place(text, mentions_in(text)) == code


@pytest.mark.parametrize(
    ("sum_", "code"),
    [("5 billion reais", "BRA"), ("£3m", "GBR"), ("$4m", ""), ("€4m", ""), ("40 trucks", "")],
)
def test_whose_money_a_sum_is_in(sum_: str, code: str) -> None:
    [quantity] = find_quantities(f"It took {sum_}.")
    assert issuer_of(quantity) == code


def test_names_that_several_countries_share() -> None:
    [shared] = find_homes("Congress met.")
    assert (shared.via, shared.code) == ("shared home", "USA")


def test_what_a_text_is_about() -> None:
    told = [Told(["USA", "BRA"], "BRA", ["BRA"]), Told(["USA"], "", []), Told(["EU"], "EU", [])]
    assert ranked_countries(told, ["EU"]) == ("EU", "BRA", "USA")
    assert nation_of(("EU", "BRA")) == "BRA"
    assert nation_of(("EU",)) == ""


def test_likelihoods_are_shares_of_one() -> None:
    candidates = [Candidate("KEN", frozenset({"acts", "near"}), 0), Candidate("TCD", frozenset())]
    found = _likely(*candidates)
    assert set(found) == {"KEN", "TCD", NOBODY}
    assert sum(found.values()) == pytest.approx(1)
    assert found["KEN"] > found["TCD"]


def test_a_country_counts_by_its_best_place() -> None:
    near, far = frozenset({"acts", "near", "same clause"}), frozenset({"place"})
    once = _likely(Candidate("KEN", near, 0))
    twice = _likely(Candidate("KEN", near, 0), Candidate("KEN", far, 1))
    assert once == twice


@pytest.mark.parametrize("name", ["main", "also"])
def test_weights_are_numbers_within_reason(name: str) -> None:
    table = weights(name)
    assert table
    assert all(abs(weight) < 5 for weight in table.values())


def test_the_order_of_the_facts_makes_no_difference() -> None:
    table = {"a": 0.1, "b": 0.2, "c": 0.3, "d": -0.6}
    orders = [["a", "b", "c", "d"], ["d", "c", "b", "a"], ["c", "a", "d", "b"]]
    assert len({score(order, Scale(table, "money")) for order in orders}) == 1


def test_a_fact_weighs_in_general_and_within_its_group() -> None:
    table = {"near": 0.5, "money: near": 0.25, "war: near": 4.0}
    assert score(["near", "far"], Scale(table, "money")) == 0.75
    assert score(["near", "far"], Scale(table, "trade")) == 0.5


def _likely(*candidates: Candidate) -> dict[str, float]:
    weighed = scale("main", "money")
    return likelihoods(best_places(candidates, weighed), weighed)
