"""Lazy columns behave in a frame as texts do, and are read as late as can be."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from analysis.lazywords import InMemory, LazyWords, written

TEXTS = ["ten", "Twenty", "", "thirty tanks"]


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame({"n": range(4), "text": LazyWords(InMemory(pa.array(TEXTS)))})


def test_cells_come_out_as_they_went_in(frame: pd.DataFrame) -> None:
    assert frame["text"].tolist() == TEXTS
    assert frame["text"].iat[1] == "Twenty"
    assert [row.text for row in frame.itertuples()] == TEXTS
    assert frame["text"].to_numpy().tolist() == TEXTS
    assert written(frame)["text"].tolist() == TEXTS
    assert pa.array(frame["text"].array).to_pylist() == TEXTS


def test_rows_keep_their_text_when_cut_sorted_and_joined(frame: pd.DataFrame) -> None:
    assert frame.loc[frame["n"] > 1, "text"].tolist() == TEXTS[2:]
    assert frame.sort_values("n", ascending=False)["text"].tolist() == TEXTS[::-1]
    both = pd.concat([frame, frame.head(1)])
    assert both["text"].tolist() == [*TEXTS, "ten"]
    other = pd.DataFrame({"n": [0], "text": LazyWords(InMemory(pa.array(["zero"])))})
    assert pd.concat([frame.tail(1), other])["text"].tolist() == ["thirty tanks", "zero"]


def test_a_row_without_a_partner_has_no_text(frame: pd.DataFrame) -> None:
    joined = pd.DataFrame({"n": [3, 9]}).merge(frame, on="n", how="left")
    assert joined["text"].tolist() == ["thirty tanks", None]
    assert joined["text"].isna().tolist() == [False, True]


def test_words_are_found_in_any_case(frame: pd.DataFrame) -> None:
    words = frame["text"].array[np.array([3, 1, 0])]
    assert words.containing("T").tolist() == [True, True, True]
    assert words.containing("twenty").tolist() == [False, True, False]
