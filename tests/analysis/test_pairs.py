"""Who pays whom and who levies on whom can be chosen as one thing."""

import pytest

from analysis.filtering import SIDES
from analysis.labels import pair_name, pair_of
from analysis.selection import Selection, options
from tests.dashboard.sample_tables import sample_tables

TABLES_ = sample_tables()


@pytest.mark.parametrize("name", ["flows", "tariffs"])
def test_a_pair_leaves_what_leads_from_the_one_to_the_other(name: str) -> None:
    rows = getattr(TABLES_, name)
    sides = rows[list(SIDES[name])].astype("str").apply(lambda row: pair_of(*row), axis=1)
    assert set(sides) <= set(options(TABLES_)["pair"])
    for pair in set(sides):
        shown = Selection(pair=(pair,)).apply(TABLES_)
        assert getattr(shown, name).equals(rows[sides == pair])
        assert set(rows.loc[sides == pair, "figure_id"]) <= set(shown.figures["figure_id"])
        (chip,) = Selection(pair=(pair,)).describe()
        assert chip.label == f"From whom to whom: {pair_name(pair)}"
