"""A store is served as the tables that it was made of, its texts read when looked at."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from analysis.__main__ import main
from analysis.command_line import BAD_INPUT
from analysis.corpus.errors import CorpusError
from analysis.corpus.store import serving
from analysis.corpus.store.frames import LAZY
from analysis.corpus.store.serving import (
    is_store,
    manifest_sha256,
    servable,
    tables_of_store,
)
from analysis.corpus.store.words import StoredWords
from analysis.lazywords import LazyWords, written
from analysis.packaging import csv_bytes, exports_of
from analysis.positions import places_of
from analysis.schema import TABLES, Tables
from analysis.selection import Selection, options
from tests.dashboard.sample_tables import sample_tables
from tests.stored import stored

PLAIN = sample_tables()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return stored(PLAIN, tmp_path / "store")


@pytest.fixture(params=["in memory", "mapped"])
def tables(request: pytest.FixtureRequest, store: Path, tmp_path: Path) -> Tables:
    if request.param == "in memory":
        return tables_of_store(servable(store))
    return tables_of_store(servable(store), tmp_path / "cache", mapped_from=0)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_the_same_cells(tables: Tables, name: str) -> None:
    plain, served = getattr(PLAIN, name), written(getattr(tables, name))
    assert list(served.columns) == list(TABLES[name])
    pd.testing.assert_frame_equal(served, plain.reset_index(drop=True), check_dtype=False)


def test_texts_and_bodies_are_those_of_the_documents(tables: Tables) -> None:
    assert dict(tables.texts) == PLAIN.texts
    assert dict(tables.bodies) == PLAIN.bodies
    assert "nobody" not in tables.texts
    with pytest.raises(KeyError):
        tables.texts["nobody"]


SELECTIONS = [
    Selection(country=("DEU", "none")),
    Selection(topic=("aid",), main_only=True),
    Selection(kind=("money",), status=("fact",)),
    Selection(search="BILLION"),
    Selection(stage=("pledged",)),
    Selection(sentence=(f"{PLAIN.sentences['doc_id'].iloc[0]}:0",)),
    Selection(document=("nobody",)),
]


@pytest.mark.parametrize("selection", SELECTIONS)
def test_filters_leave_the_same_rows_and_files(tables: Tables, selection: Selection) -> None:
    plain, served = exports_of(selection.apply(PLAIN)), exports_of(selection.apply(tables))
    for name, frame in plain.items():
        assert csv_bytes(served[name], "machine") == csv_bytes(frame, "machine"), name


@pytest.mark.parametrize("selection", SELECTIONS)
def test_places_of_a_cut_are_those_of_its_own_rows(tables: Tables, selection: Selection) -> None:
    cut = selection.apply(tables)
    fresh = Tables(**cut.frames())
    mine, own = places_of(cut), places_of(fresh)
    for name in ("sentences", "figures", "mentions"):
        assert mine.document_of[name].tolist() == own.document_of[name].tolist()
    assert mine.sentence_of["figures"].tolist() == own.sentence_of["figures"].tolist()
    links = "figure_countries"
    assert mine.figure_of[links].tolist() == own.figure_of[links].tolist()


def test_the_same_can_be_chosen(tables: Tables) -> None:
    assert options(tables) == options(PLAIN)


def test_nothing_lazy_is_read_to_filter(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> None:
        raise AssertionError("a text was read")

    monkeypatch.setattr(StoredWords, "take", read)
    left = Selection(topic=("aid",)).apply(tables)
    assert len(left.figures) == len(Selection(topic=("aid",)).apply(PLAIN).figures)
    assert all(
        isinstance(getattr(tables, name)[column].array, LazyWords)
        for name, columns in LAZY.items()
        for column in columns
    )
    with pytest.raises(AssertionError, match="was read"):
        list(left.sentences["text"])


def test_a_store_is_known_by_its_manifest(store: Path, tmp_path: Path) -> None:
    assert is_store(store)
    assert not is_store(tmp_path)
    (tmp_path / "begun" / ".build").mkdir(parents=True)
    assert is_store(tmp_path / "begun")
    before = manifest_sha256(store)
    (store / "manifest.json").write_text((store / "manifest.json").read_text() + "\n")
    assert manifest_sha256(store) != before


def test_what_is_served_stays_readable_when_a_build_replaces_it(store: Path) -> None:
    tables = tables_of_store(servable(store))
    for file in store.rglob("*.parquet"):
        file.unlink()
    assert dict(tables.texts) == PLAIN.texts
    assert tables.sentences["text"].tolist() == PLAIN.sentences["text"].tolist()


def no_manifest(store: Path) -> None:
    (store / "manifest.json").unlink()
    (store / ".build").mkdir()


def garbled(store: Path) -> None:
    (store / "manifest.json").write_text("{")


def older(store: Path) -> None:
    told = json.loads((store / "manifest.json").read_text())
    (store / "manifest.json").write_text(json.dumps({**told, "schema_version": 0}))


def missing(store: Path) -> None:
    next((store / "sentences").iterdir()).unlink()


def cut_short(store: Path) -> None:
    file = next((store / "figures").iterdir())
    file.write_bytes(file.read_bytes()[:-20])


def fewer_rows(store: Path) -> None:
    first, second = sorted((store / "figures").iterdir())
    second.write_bytes(first.read_bytes())


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        (no_manifest, "no store; make one with newsfigures build"),
        (garbled, "damaged; build into a new folder"),
        (older, "version 0, but this program knows version"),
        (missing, r"damaged \(.*\); run newsfigures build again"),
        (cut_short, r"damaged \(no whole Parquet file\)"),
        (fewer_rows, r"damaged \(figures has \d+ rows, not \d+\)"),
    ],
)
def test_a_damaged_store_is_one_line(
    store: Path, capsys: pytest.CaptureFixture[str], damage: object, line: str
) -> None:
    assert callable(damage)
    damage(store)
    assert main(["serve", str(store)]) == BAD_INPUT
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert re.search(line, said)


def test_a_store_past_the_limit_is_refused_with_what_to_do(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "MOST_FIGURES", len(PLAIN.figures) - 1)
    with pytest.raises(CorpusError, match="build a store of a part of the corpus"):
        servable(store)


@pytest.mark.parametrize(
    ("more", "line"),
    [
        (["--column", "text=body"], "--column: a store has been read already"),
        (["seeds"], "a store is served alone"),
    ],
)
def test_a_store_is_served_alone(
    store: Path, capsys: pytest.CaptureFixture[str], more: list[str], line: str
) -> None:
    assert main(["serve", str(store), *more]) == BAD_INPUT
    assert line in capsys.readouterr().err
