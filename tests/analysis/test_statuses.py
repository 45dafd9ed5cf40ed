import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import STATUSES, Span
from analysis.phrasing import phrased
from analysis.quantities import find_quantities
from analysis.statuses import (
    Circumstances,
    circumstances_of,
    find_stage_cues,
    find_status_cues,
    praises,
    scene_of,
    stage_of,
    status_of,
)
from tests.analysis.annotated import Annotated, annotated, share_right
from tests.growth import grows_with_length

# Sentences of every standing and construction; the unseen ones were written before the rules.
STANDINGS_FLOOR = 0.93
UNSEEN_FLOORS = {"statuses.unseen.jsonl": 0.95, "standings.unseen.jsonl": 0.84}


def standing(text: str, quote: str, setting: Circumstances = Circumstances()) -> tuple[str, str]:  # noqa: B008 - frozen
    place = Span(text.index(quote), text.index(quote) + len(quote))
    quantities = find_quantities(text)
    if not any(found.span.overlaps(place) for found in quantities):
        quantities = find_quantities(text, ones=True)
    index = next((i for i, q in enumerate(quantities) if q.span.overlaps(place)), -1)
    if index < 0:
        return "", ""
    return status_of(scene_of(phrased(text, quantities)), index, setting)


def status_read(case: Annotated) -> str:
    setting = circumstances_of([sentence.text for sentence in case.document])[case.index]
    told = setting._replace(topic=case.topic, speaker=case.speaker)
    return standing(case.text, case.quote, told)[0]


@pytest.mark.parametrize(
    "case",
    [*annotated("statuses.jsonl"), *annotated("findings.jsonl")],
    ids=lambda case: f"{case.text} {case.quote}",
)
def test_status_of_annotated_figures(case: Annotated) -> None:
    assert status_read(case) == case.status


def test_standings_of_annotated_figures() -> None:
    cases = annotated("standings.jsonl")
    assert {case.status for case in cases} == set(STATUSES)
    assert share_right([status_read(case) == case.status for case in cases]) >= STANDINGS_FLOOR


@pytest.mark.parametrize("name", UNSEEN_FLOORS)
def test_statuses_hold_on_sentences_that_were_set_aside(name: str) -> None:
    cases = annotated(name)
    assert {case.status for case in cases} == set(STATUSES)
    right = [status_read(case) == case.status for case in cases]
    assert share_right(right) >= UNSEEN_FLOORS[name]


@pytest.mark.parametrize(
    ("text", "quote", "status", "cue"),
    [
        ("Oslo plans to spend $4m.", "$4m", "planned", "plans to"),
        ("Oslo would spend $4m if it could.", "$4m", "hypothetical", "would"),
        ("If talks fail, prices rise 4%.", "4%", "hypothetical", "If"),
        ("Prices rose 4%.", "4%", "fact", ""),
        ("Oslo did not promise $4m.", "$4m", "denied", "promise"),
        ("Oslo denied that it had promised $4m.", "$4m", "denied", "denied"),
        ("Oslo did not deny that it lost $4m.", "$4m", "claimed", "deny"),
        ("In May 40 ships came.", "40 ships", "fact", ""),
        ("40 ships may come.", "40 ships", "hypothetical", "may"),
        ("The blast claimed the lives of 4 men.", "4 men", "fact", ""),
        ("Oslo said it would spend $4m.", "$4m", "planned", "would"),
        ("Oslo said the plan would cost $4m.", "$4m", "hypothetical", "would"),
        ("The mayor dismissed 40 clerks.", "40 clerks", "fact", ""),
        ("The mayor dismissed reports that 40 clerks left.", "40 clerks", "denied", "dismissed"),
        ("Sales will fall 4%, the bank forecast on Monday.", "4%", "hypothetical", "forecast"),
    ],
)
def test_the_governing_cue_decides(text: str, quote: str, status: str, cue: str) -> None:
    assert standing(text, quote) == (status, cue)


@pytest.mark.parametrize(
    ("topic", "status"), [("aid", "pledged"), ("arms", "pledged"), ("economy", "planned")]
)
def test_what_is_announced_for_others_is_pledged(topic: str, status: str) -> None:
    text = "Oslo announced 40 new items."
    assert standing(text, "40 new items", Circumstances(topic=topic))[0] == status


def test_counts_of_a_war_are_claims_only_in_a_war() -> None:
    text = "The brigade destroyed 40 tanks."
    assert standing(text, "40 tanks", Circumstances(topic="arms"))[0] == "claimed"
    assert standing(text, "40 tanks", Circumstances(topic="other"))[0] == "fact"


def test_a_text_that_praises_itself_makes_claims() -> None:
    praise = ["Our historic plan works.", "It is a landmark success.", "Growth is back."] * 3
    assert praises(praise)
    assert not praises([*praise[:2], *["Prices rose."] * 7])
    assert not praises(['"Our historic plan works."'] * 9)
    text = "Exports rose 4%."
    assert standing(text, "4%", Circumstances(praising=True)) == ("claimed", "")
    assert standing(text, "4%", Circumstances(praising=True, speaker="Eva"))[0] == "fact"


@pytest.mark.parametrize(
    ("opening", "item", "status"),
    [
        ("Oslo pledged a new package:", "- 40 trucks", "pledged"),
        ("Oslo announced a package of aid.", "It includes 40 trucks.", "pledged"),
        ("The ministry plans to build schools:", "- 40 schools in Lund", "planned"),
        ("The party proposed cuts:", "• 40 posts in Lund", "proposed"),
        ("Oslo delivered help:", "- 40 trucks", "fact"),
        ("Oslo announced a package of aid.", "Rain fell on 40 days.", "fact"),
    ],
)
def test_items_of_a_list_stand_as_its_opening(opening: str, item: str, status: str) -> None:
    setting = circumstances_of([opening, item])[1]
    assert standing(item, "40", setting)[0] == status


@pytest.mark.parametrize(
    ("text", "stage", "cue"),
    [
        ("Chile pledged boats.", "pledged", "pledged"),
        ("Chile has officially confirmed it would send boats.", "confirmed", "confirmed"),
        ("Chile delivered boats.", "delivered", "delivered"),
        ("Chile ruled out sending boats.", "refused", "ruled out"),
        ("Chile has not approved the boats.", "refused", "approved"),
        ("Chile likes boats.", "", ""),
    ],
)
def test_stages_of_a_commitment(text: str, stage: str, cue: str) -> None:
    assert stage_of(Span(0, 5), text, find_stage_cues(text)) == (stage, cue)


@given(st.text())
def test_no_text_raises(text: str) -> None:
    cues = find_status_cues(text)
    assert all(0 <= cue.span.start < cue.span.end <= len(text) for cue in cues)
    quantities = find_quantities(text, ones=True)
    scene = scene_of(phrased(text, quantities))
    for index in range(len(quantities)):
        status, cue = status_of(scene, index)
        assert status in STATUSES
        assert cue in text


def read(text: str) -> None:
    quantities = find_quantities(text)
    scene = scene_of(phrased(text, quantities))
    for index in range(len(quantities)):
        status_of(scene, index, Circumstances(topic="arms"))


@pytest.mark.parametrize(
    "piece", ["would be not 4% ", "if 4% ", "announced that he 4%, ", "4%, — ", "4% aaaa who "]
)
def test_time_grows_with_the_text(piece: str) -> None:
    assert grows_with_length(read, piece, 5_000)
