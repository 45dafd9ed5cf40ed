"""Rows are handed out a few at a time, and are those of the table."""

import weakref
from dataclasses import replace

import pandas as pd
import pytest

from analysis.packaging import Flavour, csv_bytes, csv_chunks, exports_of, streamed
from analysis.packaging.csvfiles import ROWS_AT_A_TIME
from analysis.packaging.handing import Streamed
from analysis.packaging.sheets import SHEETS, references_held
from analysis.selection import Selection
from tests.dashboard.sample_tables import sample_tables

READ = sample_tables()
CHOSEN = [Selection(), Selection(topic=("aid",)), Selection(search="no"), Selection(stage=("x",))]


@pytest.mark.parametrize("flavour", ["machine", "excel"])
def test_a_file_is_made_of_few_rows_at_a_time(flavour: Flavour) -> None:
    rows = 3 * ROWS_AT_A_TIME + 1
    figures = pd.concat([READ.figures.iloc[[0]]] * rows, ignore_index=True)
    alive: list[weakref.ref[pd.DataFrame]] = []
    most = 0

    def seen(part: pd.DataFrame) -> pd.DataFrame:
        nonlocal most
        alive.append(weakref.ref(part))
        most = max(most, sum(len(one) for ref in alive if (one := ref()) is not None))
        return part

    chunks = csv_chunks(Streamed(replace(READ, figures=figures), "figures", seen), flavour)
    assert next(chunks) == (b"\xef\xbb\xbf" if flavour == "excel" else b"")
    assert next(chunks).count(b"\r\n") == 1
    assert most == 0  # nothing is made before it is asked for
    assert sum(chunk.count(b"\r\n") for chunk in chunks) == rows
    assert ROWS_AT_A_TIME <= most <= 2 * ROWS_AT_A_TIME


@pytest.mark.parametrize("chosen", CHOSEN)
def test_streamed_rows_are_those_of_the_table(chosen: Selection) -> None:
    left = chosen.apply(READ)
    for name, frame in exports_of(left).items():
        rows = streamed(left, name)
        assert len(rows) == len(frame)
        assert b"".join(csv_chunks(rows, "machine")) == csv_bytes(frame, "machine")
        pd.testing.assert_frame_equal(rows.frame(), frame)


@pytest.mark.parametrize("chosen", CHOSEN)
def test_references_are_told_by_places_as_by_cells(chosen: Selection) -> None:
    left = chosen.apply(READ)
    rows = {name: streamed(left, name) for name in SHEETS}
    for name in SHEETS:
        assert references_held(name, rows) == references_held(name, exports_of(left)), name
