import re
import tomllib
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from babel import Locale
from babel.core import get_global
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import vocabulary
from analysis.countries import country_name, find_countries, is_bloc, members
from analysis.countries.gazetteer import blocs, labels, names, plain, scan
from analysis.countries.incumbents import incumbents
from analysis.model import Sentence
from tests.growth import grows_with_length

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "countries.toml").read_text(encoding="utf-8")
)["case"]
VIAS = {"name", "demonym", "metonym", "leader", "capital", "bloc"}
ALPHA3 = defaultdict(set, {"XK": {"XKX"}})
for alias, current in get_global("territory_aliases").items():
    if len(alias) == 3 and alias.isalpha() and len(current) == 1:
        ALPHA3[current[0]].add(alias)
OTHER_CUES = {"GB", "Premier"}  # taken for a country or a title by other rules
NOT_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


def document(*texts: str) -> list[Sentence]:
    starts = [sum(map(len, texts[:index])) for index in range(len(texts))]
    return [
        Sentence(index, start, start + len(text), text)
        for index, (start, text) in enumerate(zip(starts, texts, strict=True))
    ]


def read(*texts: str, published: date | None = None) -> list[list[str]]:
    found = find_countries(document(*texts), published)
    return [
        [f"{mention.span.text(text)}={mention.code or '?'}" for mention in mentions]
        for text, mentions in zip(texts, found, strict=True)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_sentence_names_its_countries(case: dict[str, object]) -> None:
    assert read(case["text"], published=case.get("published")) == [case["found"]]


def test_cases_are_unique() -> None:
    texts = [case["text"] for case in CASES]
    assert len(texts) == len(set(texts))


# --- what a text teaches -------------------------------------------------------------------------


def test_introduced_name_is_carried_to_later_sentences_only() -> None:
    texts = "Doe waits.", "Peruvian President Ana Doe spoke.", "Critics of Doe marched."
    assert read(*texts) == [[], ["Peruvian=PER", "Ana Doe=PER"], ["Doe=PER"]]


def test_introduction_beats_the_table_of_leaders() -> None:
    texts = "Fijian President Jo Trump landed.", "Trump waved."
    assert read(*texts, published=date(2025, 9, 5))[1] == ["Trump=FJI"]


def test_one_text_teaches_nothing_to_the_next() -> None:
    assert read("Peruvian President Ana Doe spoke.") != [[]]
    assert read("Critics of Doe marched.") == [[]]


def test_deputies_and_former_leaders_teach_nothing() -> None:
    texts = "Vice President Ana Doe of Peru and ex-Malian President Bo Roe met.", "Doe and Roe ate."
    assert read(*texts) == [["Peru=PER", "Malian=MLI"], []]


def test_common_surname_waits_for_the_full_name() -> None:
    texts = "Johnson spoke.", "Boris Johnson left.", "Johnson returned."
    assert read(*texts, published=date(2021, 3, 1)) == [[], ["Boris Johnson=GBR"], ["Johnson=GBR"]]


@pytest.mark.parametrize(
    ("published", "found"),
    [
        (date(2016, 12, 31), []),
        (date(2018, 1, 1), ["Trump=USA"]),
        (date(2023, 1, 1), []),
        (date(2025, 9, 5), ["Trump=USA"]),
        (None, ["Trump=?"]),
    ],
)
def test_surname_means_who_is_in_office(published: date | None, found: list[str]) -> None:
    assert read("Trump spoke.", published=published) == [found]


def test_texts_of_one_era_share_who_is_in_office() -> None:
    first, next_day = date(2025, 3, 1), date(2025, 3, 2)
    assert incumbents(first) is incumbents(next_day)
    turns = {known.given for known in incumbents(date(2025, 1, 20)).get("Trump", ())}
    before = {known.given for known in incumbents(date(2025, 1, 19)).get("Trump", ())}
    assert (before, turns) == (set(), {"donald"})


def test_surname_of_a_person_is_no_country_later() -> None:
    texts = "Mr Jordan resigned.", "Jordan said he was tired.", "He has never been in Jordan."
    assert read(*texts) == [[], [], ["Jordan=JOR"]]


def test_whole_text_decides_which_georgia() -> None:
    assert read("Georgia votes.", "Atlanta counts.") == [[], []]
    assert read("Georgia votes.", "Tbilisi counts.")[0] == ["Georgia=GEO"]


def test_confidence_falls_from_names_to_undated_leaders() -> None:
    (mentions,) = find_countries(
        document("Peru, Chancellor Angela Merkel and Kyiv's allies met."), None
    )
    name, leader, capital = (mention.confidence for mention in mentions)
    assert [mention.via for mention in mentions] == ["name", "leader", "capital"]
    assert name > capital > leader > 0.5


# --- properties -----------------------------------------------------------------------------------

WORDS = sorted({word for name in ("Paris", "US", "New Zealand", "Trump") for word in name.split()})
NEWSLIKE = st.lists(
    st.sampled_from(
        [*WORDS, "President", "of", "the", ",", "'s", "in", "-", "said", "French", "\n", "U.S."]
    ),
    max_size=30,
).map(" ".join)


@given(st.one_of(st.text(max_size=200), NEWSLIKE), st.sampled_from([None, date(2025, 9, 5)]))
@settings(max_examples=300, deadline=None)
def test_mentions_are_ordered_and_inside_the_sentence(text: str, published: date | None) -> None:
    (mentions,) = find_countries(document(text), published)
    end = 0
    for mention in mentions:
        assert end <= mention.span.start < mention.span.end <= len(text)
        assert mention.span.text(text).strip() == mention.span.text(text)
        assert (mention.code in labels()) is not bool(mention.note)
        assert mention.via in VIAS
        assert bool(mention.code) is (0 < mention.confidence <= 1)
        end = mention.span.end


@given(st.text(max_size=200))
def test_plain_keeps_offsets(text: str) -> None:
    assert len(plain(text)) == len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "France ",
        "Paris and ",
        "Trump ",
        "President of France, ",
        "US-",
        "Ana Doe, Peru's president, ",
    ],
)
def test_long_sentences_take_linear_time(unit: str) -> None:
    def read(text: str) -> None:
        find_countries(document(text), date(2025, 9, 5))

    assert grows_with_length(read, unit, 10_000)


# --- names and members ----------------------------------------------------------------------------


def test_names_of_countries_and_blocs() -> None:
    assert [country_name(code) for code in ("TUR", "CIV", "EU", "UN", "???")] == [
        "Turkey",
        "Côte d'Ivoire",
        "European Union",
        "United Nations",
        "???",
    ]
    assert [is_bloc(code) for code in ("NATO", "OPEC", "XKX", "")] == [True, True, False, False]


@pytest.mark.parametrize(
    ("bloc", "country", "on", "inside"),
    [
        ("EU", "GBR", date(2020, 1, 31), True),
        ("EU", "GBR", date(2020, 2, 1), False),
        ("EU", "HRV", date(2013, 6, 30), False),
        ("NATO", "SWE", date(2024, 3, 7), True),
        ("NATO", "SWE", date(2024, 3, 6), False),
        ("BRICS", "IDN", date(2024, 12, 31), False),
        ("OPEC", "AGO", date(2023, 6, 1), True),
        ("OPEC", "AGO", None, False),
        ("ASEAN", "TLS", None, True),
    ],
)
def test_members_change_with_the_day(
    bloc: str, country: str, on: date | None, inside: bool
) -> None:
    assert (country in members(bloc, on)) is inside


@pytest.mark.parametrize(
    ("bloc", "size"),
    [("EU", 27), ("NATO", 32), ("UN", 193), ("G7", 7), ("G20", 19), ("AU", 55), ("ASEAN", 11)],
)
def test_blocs_have_all_their_members(bloc: str, size: int) -> None:
    assert len(members(bloc, date(2026, 1, 1))) == size


def test_countries_have_no_members() -> None:
    assert members("FRA", None) == ()


# --- the tables -----------------------------------------------------------------------------------


def cldr_territories() -> list[tuple[str, str]]:
    territories = Locale.parse("en").territories
    return sorted(
        (code, name)
        for code, name in territories.items()
        if len(code) == 2 and code not in NOT_COUNTRIES
    )


@pytest.mark.parametrize(("alpha2", "name"), cldr_territories(), ids=lambda value: value)
def test_every_territory_of_cldr_is_found_by_its_name(alpha2: str, name: str) -> None:
    (code,) = ALPHA3[alpha2] & set(labels())
    assert code in {hit.name.code for hit in scan(plain(name))}


def test_codes_are_those_of_iso_3166() -> None:
    assert set(labels()) <= set().union(*ALPHA3.values()) | blocs()


def test_no_spelling_names_two_countries() -> None:
    codes = defaultdict(set)
    for row in vocabulary.rows("countries.csv", key="code"):
        for column in ("name", "aliases", "demonyms", "capital", "seats"):
            for surface in vocabulary.words(row[column]):
                codes[surface.removesuffix("+")].add(row["code"])
    assert {surface for surface, owners in codes.items() if len(owners) > 1} == set()


def test_every_hidden_name_hides_something() -> None:
    shown = {name.surface for group in names().values() for name in group if name.via}
    for row in vocabulary.rows("places.csv", key="surface"):
        words = re.findall(r"\w+\.?(?:\w\.)*|[^\w\s]", plain(row["surface"]))
        parts = {
            " ".join(words[start:end])
            for start in range(len(words))
            for end in range(start + 1, len(words) + 1)
        }
        assert parts & (shown | OTHER_CUES), row["surface"]


def test_members_and_blocs_are_known() -> None:
    for row in vocabulary.rows("bloc_members.csv", key="id"):
        assert row["bloc"] in blocs()
        assert row["code"] in labels()
        assert not row["until"] or row["since"] < row["until"]


def test_leaders_have_a_source_and_follow_each_other() -> None:
    terms = defaultdict(list)
    for row in vocabulary.rows("leaders.csv", key="id"):
        for source in vocabulary.words(row["source"]):
            assert source.startswith(("https://", "http://"))
        assert row["code"] in labels()
        assert plain(row["surname"]) in plain(row["name"])
        until = date.fromisoformat(row["until"]) if row["until"] else date.max
        terms[row["code"], row["office"]].append((date.fromisoformat(row["since"]), until))
    for spans in terms.values():
        ordered = sorted(spans)
        for (_, left), (following, _) in pairwise(ordered):
            assert left <= following + timedelta(days=1)
