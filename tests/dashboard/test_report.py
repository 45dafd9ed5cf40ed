"""The report: one file that asks for nothing, holds what is in view, and lets no text be markup."""

import json
import re
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree

import pandas as pd
import pytest

from analysis.packaging import Scope
from analysis.schema import Tables
from analysis.selection import Selection
from dashboard.charts import EXPLORE
from dashboard.charts.world import world
from dashboard.report import Subject, document, megabytes, report_parts, rows, worldmap
from tests.dashboard.sample_tables import sample_tables

TABLES = sample_tables()
DAY = date(2026, 11, 22)
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)> \" ' & $5 <!-- 😀"


def report(
    chosen: Selection | None = None, scope: Scope | None = None, tables: Tables = TABLES
) -> str:
    subject = Subject("Explore", tables, chosen or Selection(), EXPLORE, scope or Scope(), DAY)
    return b"".join(report_parts(subject)).decode()


class Reader(HTMLParser):
    """Remember every tag with its attributes, and the text within each kind of tag."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: dict[str, list[str]] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        for tag in {*self.open[-1:]}:
            self.words.setdefault(tag, []).append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


WHOLE = report()
READ = Reader(WHOLE)


def test_it_asks_for_nothing() -> None:
    asking = {"link", "img", "iframe", "object", "embed", "audio", "video", "base", "form"}
    assert asking.isdisjoint(name for name, _ in READ.tags)
    assert [script for script in READ.named("script") if "src" in script] == []
    assert "url(http" not in WHOLE.split("</style>")[0]
    policy = next(tag["content"] for tag in READ.named("meta") if "http-equiv" in tag)
    assert policy is not None
    assert policy.startswith("default-src 'none'; script-src 'sha256-")


def test_the_same_subject_gives_the_same_bytes() -> None:
    assert report() == WHOLE


def test_it_says_what_is_in_view_and_when() -> None:
    figures, texts = len(TABLES.figures), len(TABLES.documents)
    assert f"<h1>{figures} of {figures} figures in {texts} texts</h1>" in WHOLE
    assert "Made on 22 November 2026" in WHOLE
    assert "Nothing: all figures." in WHOLE


def test_every_chart_has_title_finding_note_and_table() -> None:
    built = [spec.build(TABLES, Selection()) for spec in EXPLORE]
    charts = [chart for chart in built if chart is not None]
    assert len(charts) > 5
    assert READ.words["h3"] == [chart.title for chart in charts]
    assert len(READ.named("details")) == len(READ.named("figure")) == len(charts)
    for chart in charts:
        assert f'<p class="finding">{document.html.escape(chart.alt)}</p>' in WHOLE
    drawn = [script for script in READ.named("script") if "data-chart" in script]
    places = {tag["id"] for tag in READ.named("div") if tag.get("class") == "drawing"}
    assert {script["data-chart"] for script in drawn} == places
    assert len(drawn) + len(READ.named("svg")) == len(charts)


def test_the_figures_stand_in_their_sentences() -> None:
    assert len(READ.words["mark"]) == len(TABLES.figures)
    assert sorted(READ.words["mark"]) == sorted(TABLES.figures["quote"])


@pytest.mark.parametrize(
    "chosen",
    [Selection(topic=("aid",)), Selection(search="no such words"), Selection(country=("DEU",))],
)
def test_it_holds_the_rows_that_are_left(chosen: Selection) -> None:
    left = chosen.apply(TABLES)
    scope = Scope(tuple(chip.label for chip in chosen.describe()), "topic=aid&a=<b>")
    text = report(chosen, scope)
    assert f"<h1>{len(left.figures)} of {len(TABLES.figures)} figures in" in text
    assert Reader(text).words.get("mark", []) == [
        quote for quote in Reader(text).words.get("mark", []) if quote in set(left.figures["quote"])
    ]
    assert len(Reader(text).words.get("mark", [])) == len(left.figures)
    assert "?topic=aid&amp;a=&lt;b&gt;" in text


def test_more_figures_than_fit_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MOST", 4)
    text = report()
    assert len(Reader(text).words["mark"]) == 4
    assert "The first 4 of 21 figures. The CSV holds them all." in text


def test_a_long_sentence_is_cut_round_the_quote(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "LONGEST", 10)
    assert len(Reader(report()).words["mark"]) == len(TABLES.figures)


def hostile() -> Tables:
    figures = TABLES.figures.assign(quote=HOSTILE, about=HOSTILE, speaker=HOSTILE, prefix=HOSTILE)
    documents = TABLES.documents.assign(title=HOSTILE, source=HOSTILE, url="javascript:alert(1)")
    return Tables(
        **{**TABLES.frames(), "figures": figures, "documents": documents},
        texts=TABLES.texts,
        bodies=TABLES.bodies,
    )


def test_no_word_of_a_text_becomes_markup() -> None:
    clean, words = Reader(WHOLE), report(scope=Scope((HOSTILE,), HOSTILE), tables=hostile())
    soiled = Reader(words)
    assert soiled.named("img") == []
    assert len(soiled.named("script")) == len(clean.named("script"))
    assert "alert(1)</script>" not in words
    assert HOSTILE in soiled.words["mark"]
    assert [link["href"] for link in soiled.named("a")] == ["#figures"]
    for script in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', words, re.S):
        json.loads(script)


def test_addresses_of_the_web_are_links() -> None:
    links = [link for link in READ.named("a") if link["href"] != "#figures"]
    assert {link["href"] for link in links} == set(TABLES.documents["url"])
    assert all(link["rel"] == "noopener noreferrer" for link in links)


@pytest.mark.parametrize("tables", [TABLES, Tables(), Selection(topic=("aid",)).apply(TABLES)])
def test_its_size_is_about_what_is_said(tables: Tables) -> None:
    assert len(report(tables=tables).encode()) == pytest.approx(
        megabytes(tables) * 1_000_000, rel=0.12
    )


def test_nothing_at_all_still_makes_a_report() -> None:
    text = report(tables=Tables())
    assert "<h1>0 of 0 figures in 0 texts</h1>" in text
    assert "<figure" not in text


def test_no_script_can_end_its_element() -> None:
    assert document._inline("a</script>b<!--") == r"a<\/script>b<\!--"


def drawn_map() -> tuple[ElementTree.Element, dict[str, object]]:
    chart = world(TABLES, Selection(country=("DEU",)))
    assert chart is not None
    trace = chart.figure["data"][0]
    svg = worldmap.world_svg(trace, chart.title, chart.alt)
    return ElementTree.fromstring(svg), trace  # noqa: S314 - our own markup


def test_the_map_colours_the_countries_of_the_chart() -> None:
    svg, trace = drawn_map()
    marked = [path for path in svg.iter("path") if path.get("class") == "marked"]
    shown = [code for code in trace["locations"] if code not in worldmap.missing(trace)]  # type: ignore[attr-defined] # a list
    assert len(marked) == len(shown) > 1
    titles = [path.findtext("title") or "" for path in marked]
    assert all(re.fullmatch(r"[^<:]+: \d+ figures?", title) for title in titles), titles
    strong = [path for path in marked if path.get("opacity") == "1"]
    assert [path.findtext("title", "").split(":")[0] for path in strong] == ["Germany"]
    assert svg.findtext("title") == "Countries that the figures are about"
    assert (svg.findtext("desc") or "").startswith("World map of")


def test_no_outline_runs_across_the_map() -> None:
    """Russia goes over the edge; drawn as it stands it would streak from one side to the other."""
    for code, path in worldmap._paths().items():
        for ring in path.strip("MZ").split("ZM"):
            xs = [float(point.split(",")[0]) for point in ring.split("L")]
            steps = [abs(b - a) for a, b in pairwise(xs)]
            assert max(steps) < worldmap.WIDTH / 6, code


def test_countries_without_outline_are_named() -> None:
    figure_countries = TABLES.figure_countries.assign(iso3="MLT")
    both = pd.concat([figure_countries, TABLES.figure_countries], ignore_index=True)
    figures = TABLES.figures.assign(countries=TABLES.figures["countries"] + ";MLT")
    text = report(
        tables=Tables(
            **{**TABLES.frames(), "figure_countries": both, "figures": figures},
            texts=TABLES.texts,
            bodies=TABLES.bodies,
        )
    )
    assert "Too small for the map: Malta." in text
