"""The list of homes tells countries apart and holds no ordinary words."""

from collections import defaultdict
from importlib import resources

import pytest

from analysis.linking import find_homes
from analysis.phrases import folded, surfaces
from analysis.vocabulary import Row, rows, words

HOMES = rows("homes.csv", "cue")
# In the tagger's lexicon in lower case too, but capitalised they are hardly ever anything else.
CAPITALISED = {"Pentagon", "RBI", "Wales"}


def named() -> dict[str, set[str]]:
    """Return the codes of every name, demonym, capital and seat of the other lists."""
    result: dict[str, set[str]] = defaultdict(set)
    for row in (*rows("countries.csv", "code"), *rows("blocs.csv", "code")):
        for column in ("name", "aliases", "demonyms", "capital", "seats"):
            for word in words(row.get(column, "")):
                for form in (word, f"{word[:-1]}s") if word.endswith("+") else (word,):
                    result[folded(form.rstrip("+"))].add(row["code"])
    return result


def english() -> set[str]:
    """Return the words that TextBlob's lexicon has in lower case, names and foreign words out."""
    lexicon = resources.files("textblob").joinpath("en", "en-lexicon.txt")
    entries = (line.split()[:2] for line in lexicon.read_text(encoding="utf-8").splitlines())
    return {
        e[0] for e in entries if len(e) == 2 and e[0].islower() and e[1][:3] not in ("NNP", "FW")
    }


def test_every_cue_stands_once_however_it_is_spelled() -> None:
    codes: dict[str, list[str]] = defaultdict(list)
    for row in HOMES:
        codes[folded(row["cue"])].append(row["cue"])
    assert [cues for cues in codes.values() if len(cues) > 1] == []


def test_no_plural_is_another_country_s_cue() -> None:
    codes: dict[str, set[str]] = defaultdict(set)
    for row in HOMES:
        for form in surfaces(row["cue"]):
            codes[form].add(row["code"])
    assert [form for form, found in codes.items() if len(found) > 1] == []


def test_codes_are_known_and_shared_is_a_flag() -> None:
    known = {row["code"] for name in ("countries.csv", "blocs.csv") for row in rows(name, "code")}
    assert [
        row for row in HOMES if row["code"] not in known or row["shared"] not in ("", "1")
    ] == []


def test_no_cue_names_another_country() -> None:
    taken = named()
    wrong: list[Row] = []
    for row in HOMES:
        forms = {folded(row["cue"]), *surfaces(row["cue"])}
        wrong += [row for form in forms if taken.get(form, set()) - {row["code"]}]
    assert wrong == []


def test_no_cue_of_one_word_is_an_ordinary_word() -> None:
    ordinary = english()
    alone = [row for row in HOMES if folded(row["cue"]).isalpha() and not row["shared"]]
    found = {row["cue"] for row in alone if not ordinary.isdisjoint(surfaces(row["cue"]))}
    assert found == CAPITALISED


def test_every_cue_is_found_as_it_is_written() -> None:
    unread = [row for row in HOMES if row["code"] not in {m.code for m in find_homes(row["cue"])}]
    assert unread == []


def test_cues_stand_in_order_within_a_country() -> None:
    codes = [row["code"] for row in HOMES]
    assert list(dict.fromkeys(codes)) == [c for k, c in enumerate(codes) if c != codes[k - 1]]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The Selic rate stayed at 15%.", ["BRA"]),
        ("Lagos and Kaduna share 12,000 teachers.", ["NGA", "NGA"]),
        ("A council tax rise of 5% pays for Merseyside's roads.", ["GBR", "GBR"]),
        ("The fund holds ₹2 lakh crore.", ["IND"]),
        ("M23 rebels hold Goma.", ["COD", "COD"]),
        ("Sao Paulo and São Paulo are one city.", ["BRA", "BRA"]),
        ("Hyderabad, Pakistan, lies on the Indus.", ["PAK"]),
        ("Birmingham, Alabama, cut 300 posts.", ["USA"]),
        ("The BJP beat the Congress party in Bihar.", ["IND", "IND", "IND"]),
        ("A nice orange bath in essen; reading on.", []),
        ("Orange, Apple, Shell and Target rose by 2%.", []),
        ("Georgia, Victoria, Kent and Austin are names of people.", []),
    ],
)
def test_homes_are_found(text: str, codes: list[str]) -> None:
    assert [mention.code for mention in find_homes(text)] == codes
