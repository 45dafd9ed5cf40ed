"""The data package: what Frictionless makes of it, what it says of itself, the same bytes twice."""

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import frictionless
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import analyse, read_pasted
from analysis.exchange import converted
from analysis.packaging import (
    SHEETS,
    Reference,
    Scope,
    archive,
    csvfiles,
    exports_of,
    package_chunks,
)
from analysis.packaging.sheets import references_held, told
from analysis.schema import TABLES, Tables
from analysis.selection import Selection, options
from tests.dashboard.sample_tables import sample_tables

TABLES_HELD = sample_tables()
OPTIONS = options(TABLES_HELD)
FACETS = ("country", "topic", "document", "kind", "status", "currency", "stage", "sentence")
HOSTILE = '=1+1 "<script>alert(1)</script>" | `x` \r\n# Heading\r\n* [a](b) \t&amp; $5 😀'

READ = analyse(
    [
        replace(
            read_pasted(
                "Norway will send Ukraine at least 85 billion kroner in aid this year. Canada has "
                "imposed tariffs of 25% on Chinese steel. France pledged €3 billion and troops."
            ),
            title=HOSTILE,
            published=date(2025, 3, 6),
        )
    ]
)
CASES = {
    "read": READ,
    "converted": converted(READ, "USD"),
    "samples": TABLES_HELD,
    "nothing": Tables(),
    "filtered": Selection(topic=("aid",)).apply(TABLES_HELD),
}


def package(tables: Tables, scope: Scope | None = None) -> zipfile.ZipFile:
    content = b"".join(package_chunks(exports_of(tables), scope or Scope()))
    return zipfile.ZipFile(io.BytesIO(content))


def described(held: zipfile.ZipFile) -> dict[str, dict[str, object]]:
    told_of = json.loads(held.read("datapackage.json"))
    return {resource["name"]: resource for resource in told_of["resources"]}


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def errors(held: zipfile.ZipFile, folder: Path) -> list[str]:
    """Return the kinds of error that Frictionless finds in an unpacked data package."""
    held.extractall(folder)
    return errors_in(folder)


def errors_in(folder: Path) -> list[str]:
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert len(report.tasks) == len(TABLES) + 1
    found = [*report.errors, *(error for task in report.tasks for error in task.errors)]
    assert report.valid == (not found)
    return [error.type for error in found]


@pytest.mark.parametrize("name", CASES)
def test_frictionless_accepts_it(name: str, tmp_path: Path) -> None:
    assert errors(package(CASES[name]), tmp_path) == []


# What is changed in the package, and the error that Frictionless must then find.
DAMAGE = {
    "a number that is none": ("data/figures.csv", b",money,", b",money,x", "type-error"),
    "a text that is not there": ("data/documents.csv", b"harbour-talks", b"harbour-tales", "key"),
    "a changed word": ("data/sentences.csv", b"harbour", b"harvest", "hash-count"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_frictionless_finds_what_is_wrong(name: str, tmp_path: Path) -> None:
    path, old, new, error = DAMAGE[name]
    package(TABLES_HELD).extractall(tmp_path)
    file = tmp_path / path
    changed = file.read_bytes().replace(old, new, 1)
    assert changed != file.read_bytes()
    file.write_bytes(changed)
    assert any(error in found for found in errors_in(tmp_path))


def test_the_same_tables_give_the_same_bytes_in_parts_of_any_size(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = b"".join(package_chunks(exports_of(READ), Scope()))
    assert b"".join(package_chunks(exports_of(READ), Scope())) == first
    whole = zipfile.ZipFile(io.BytesIO(first))
    assert {entry.date_time for entry in whole.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    monkeypatch.setattr(csvfiles, "ROWS_AT_A_TIME", 1)
    monkeypatch.setattr(archive, "HELD", 100)
    parts = package(READ)
    assert {name: parts.read(name) for name in parts.namelist()} == {
        name: whole.read(name) for name in whole.namelist()
    }


def test_every_file_has_its_checksum_length_and_rows() -> None:
    held = package(TABLES_HELD)
    assert held.testzip() is None
    sums = dict(
        reversed(line.split("  ", 1)) for line in held.read("SHA256SUMS").decode().splitlines()
    )
    assert {*sums, "SHA256SUMS"} == set(held.namelist())
    for path, checksum in sums.items():
        assert hashlib.sha256(held.read(path)).hexdigest() == checksum
    for name, resource in described(held).items():
        content = held.read(str(resource["path"]))
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)
        assert resource["rows"] == len(rows(content)) - 1 == len(exports_of(TABLES_HELD)[name])


@pytest.mark.parametrize("name", CASES)
def test_every_column_is_explained(name: str) -> None:
    for table, frame in exports_of(CASES[name]).items():
        assert [column for column in frame.columns if not told(table, str(column))] == []


def test_every_table_has_its_sheet() -> None:
    assert set(SHEETS) == set(exports_of(Tables()))
    for sheet in SHEETS.values():
        assert sheet.row.endswith(".")
        for reference in sheet.references:
            assert len(reference.columns) == len(SHEETS[reference.table].key)


def test_types_are_those_of_the_cells() -> None:
    resources = described(package(READ))
    fields = {
        field["name"]: field["type"]
        for name in ("documents", "sentences", "figures")
        for field in resources[name]["schema"]["fields"]  # type: ignore[index] # JSON
    }
    assert {name: fields[name] for name in ("published", "scored", "start", "value", "quote")} == {
        "published": "date",
        "scored": "boolean",
        "start": "integer",
        "value": "number",
        "quote": "string",
    }


def test_it_says_what_is_chosen_and_of_how_many_rows() -> None:
    chosen = Selection(topic=("aid",))
    totals = {name: len(frame) for name, frame in exports_of(TABLES_HELD).items()}
    scope = Scope(("Topic: aid", HOSTILE), "topic=aid", totals)
    held = package(chosen.apply(TABLES_HELD), scope)
    told_of = json.loads(held.read("datapackage.json"))["newsfigures"]
    assert told_of["filters"] == ["Topic: aid", HOSTILE]
    assert told_of["query"] == "topic=aid"
    assert told_of["counts"]["figures"] == {"rows": 1, "of": 21}
    readme = held.read("README.md").decode()
    assert "    Topic: aid\n" in readme
    assert "    ?topic=aid\n" in readme
    assert "| `data/figures.csv` | 1 | 21 |" in readme
    assert "belong to their publishers" in readme


def test_hostile_words_stay_in_their_block_of_the_readme() -> None:
    lines = package(READ, Scope((HOSTILE,))).read("README.md").decode().splitlines()
    assert [line for line in lines if "script" in line and not line.startswith("    ")] == []
    assert "# Heading" not in lines


def test_hostile_cells_read_back_as_they_were() -> None:
    (row,) = pd.read_csv(package(READ).open("data/documents.csv"), dtype="str").to_dict("records")
    assert row["title"] == HOSTILE


def test_without_filters_it_says_so() -> None:
    assert "Nothing: these are all rows." in package(READ).read("README.md").decode()


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    """Return any selection of values that the samples hold."""
    facets = draw(st.sets(st.sampled_from(FACETS), max_size=3))
    chosen = {
        facet: tuple(draw(st.sets(st.sampled_from(OPTIONS[facet]), min_size=1, max_size=3)))
        for facet in sorted(facets)
        if OPTIONS[facet]
    }
    return Selection(
        **chosen,
        search=draw(st.sampled_from(["", "billion", "no such words"])),
        main_only=draw(st.booleans()),
    )


@settings(max_examples=50)
@given(selections())
def test_keys_hold_whatever_is_chosen(chosen: Selection) -> None:
    exports = exports_of(chosen.apply(TABLES_HELD))
    for name, sheet in SHEETS.items():
        key = list(sheet.key)
        if key:
            assert not exports[name].duplicated(key).any(), name
            assert not (exports[name][key].astype("str") == "").any(axis=None), name


@pytest.mark.parametrize("name", CASES)
def test_every_reference_of_whole_tables_holds(name: str) -> None:
    exports = exports_of(CASES[name])
    for table, sheet in SHEETS.items():
        assert references_held(table, exports) == list(sheet.references)


def test_a_reference_that_a_filter_broke_is_not_promised(tmp_path: Path) -> None:
    left = Selection(country=("BRA",), stage=("pledged",)).apply(TABLES_HELD)
    exports = exports_of(left)
    assert (len(left.figures), len(left.sentences)) == (1, 0)
    assert references_held("figures", exports) == [Reference(("doc_id",), "documents")]
    assert errors(package(left), tmp_path) == []
