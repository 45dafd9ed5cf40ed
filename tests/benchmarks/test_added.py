"""Tests of benchmarks.added: a part that is left out tells nothing, and figures stay the same."""

from contextlib import ExitStack
from unittest.mock import patch

from analysis import figures
from analysis.figures import read_figures
from analysis.model import Document
from benchmarks.added import PARTS, measure, table

TEXT = "Norway pledged €5 million in aid to Kenya, its minister Eva Lind said."
NOTE = Document("note", TEXT)


def test_without_the_parts_only_the_figures_are_left() -> None:
    [whole] = read_figures(NOTE).figures
    with ExitStack() as stack:
        for part in PARTS:
            for name, nothing in part.nothing.items():
                stack.enter_context(patch.object(figures, name, nothing))
        [bare] = read_figures(NOTE).figures
    assert (bare.quantity, bare.about, bare.span) == (whole.quantity, whole.about, whole.span)
    assert (bare.links, bare.topic, bare.status, bare.speaker) == ((), "other", "fact", "")
    assert whole.links
    assert (whole.topic, whole.status, whole.speaker) == ("aid", "pledged", "Eva Lind")


def test_the_table_has_a_row_for_each_part_and_one_for_all() -> None:
    shares = measure([NOTE])
    assert shares[0] == 1.0
    assert len(shares) == len(PARTS) + 1
    assert len(table({"news": shares}).splitlines()) == len(PARTS) + 3
