"""Changed charts go ahead of the rest of the page; what has not changed keeps nothing waiting."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import board
from dashboard.session import texts
from tests.dashboard.patience import PATIENCE
from tests.dashboard.sample_tables import sample_tables

FRAME = Path(board.__file__).parent / "pages" / "frame.py"
TABLES = sample_tables()


def test_the_page_waits_where_charts_have_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "shelf", lambda: texts.Shelf(TABLES))
    waits: list[float] = []
    monkeypatch.setattr("dashboard.board.sleep", waits.append)
    page = AppTest.from_file(str(FRAME), default_timeout=PATIENCE).run()
    assert waits == []
    page.run()
    assert waits == []
    page.multiselect(key="topic").select("aid").run()
    assert waits == [board.LEAD]
    page.run()
    assert waits == [board.LEAD]
