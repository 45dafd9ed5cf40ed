"""The code keeps its shape: imports point one way, functions and files stay short."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("analysis", "dashboard", "benchmarks", "tests")
MAX_FUNCTION, MAX_FILE = 40, 350

# The line from text to table. A module imports from its own station and from those above it.
LINE = {
    "records": {"arrays", "lazywords", "model", "schema", "vocabulary"},
    "spellings": {"lexicon", "phrases"},
    "texts": {"documents", "sentences"},
    "mentions": {
        "countries",
        "dates",
        "phrasing",
        "quantities",
        "sentiment",
        "speakers",
        "statuses",
        "tagging",
        "topics",
    },
    "links": {"claims", "linking"},
    "figures": {"figures"},
    "views": {"views"},
    "tables": {"tables"},
    "choices": {
        "codes",
        "comparing",
        "counts",
        "cuts",
        "exchange",
        "filtering",
        "labels",
        "moods",
        "orders",
        "payments",
        "positions",
        "reported",
        "selection",
        "stages",
        "stated",
        "summaries",
        "tones",
    },
    "reviews": {"reviewing"},
    "files": {"corpus", "interrupts", "options", "packaging"},
    "entrances": {"__init__", "__main__", "command_line"},
}

# What draws or holds widgets. Everything else in dashboard/ is plain functions of plain values.
DRAWING = {"__main__", "app", "board", "pages", "parts", "session"}


def sources() -> dict[str, str]:
    """Return the text of every Python file by its path from the root."""
    files = (file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py")))
    return {file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8") for file in files}


def imported(source: str) -> set[str]:
    """Return the dotted names that a module imports, wherever in it.

    >>> sorted(imported("import os.path\\nfrom analysis.model import Span"))
    ['analysis.model', 'analysis.model.Span', 'os.path']
    """
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            origin = "." * node.level + (node.module or "")
            names |= {origin, *(f"{origin}.{alias.name}" for alias in node.names)}
    return names


def part(path: str) -> str:
    """Return the module or subpackage of its package that a path belongs to.

    >>> part("analysis/quantities/units/money.py"), part("analysis/model.py")
    ('quantities', 'model')
    """
    return path.split("/")[1].removesuffix(".py")


def forbidden_imports(path: str, source: str) -> list[str]:
    """Return the imports that a file may not have because of where it stands."""
    banned: set[str] = set()
    if path.startswith("analysis/"):
        banned = {"streamlit", "plotly", "dashboard", "benchmarks", "tests"}
    elif path.startswith("dashboard/"):
        banned = {"benchmarks", "tests"} | (set() if part(path) in DRAWING else {"streamlit"})
    relative = [name for name in imported(source) if name.startswith(".")]
    return sorted({name for name in imported(source) if name.split(".")[0] in banned}) + relative


def backward_imports(path: str, source: str) -> list[str]:
    """Return the parts of analysis that a module of it imports from further down the line.

    >>> backward_imports("analysis/model.py", "from analysis.figures import read_figures")
    ['figures']
    >>> backward_imports("analysis/figures.py", "from analysis.model import Figure")
    []
    """
    station = {name: place for place, names in enumerate(LINE.values()) for name in names}
    names = {tuple(name.split(".")[:2]) for name in imported(source)}
    parts = {name[1] for name in names if name[0] == "analysis" and len(name) > 1}
    here = station[part(path)]
    return sorted(name for name in parts if station.get(name, here) > here)


def long_functions(source: str) -> list[str]:
    """Return the functions that are longer than MAX_FUNCTION lines, with their length."""
    functions = (
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    lengths = ((node.name, (node.end_lineno or 0) - node.lineno + 1) for node in functions)
    return [f"{name}: {length} lines" for name, length in lengths if length > MAX_FUNCTION]


def comments(source: str) -> Iterator[str]:
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


EXEMPTION = re.compile(r"#\s*(?:noqa|type:\s*ignore)")
REASONED = re.compile(r"#\s*(?:noqa: [A-Z0-9, ]+|type: ignore\[[\w, -]+\])\s*(?:#|-)\s*\w+")


def bare_exemptions(source: str) -> list[str]:
    """Return the comments that silence a check without naming it or without a reason."""
    return [
        comment
        for comment in comments(source)
        if EXEMPTION.search(comment) and not REASONED.search(comment)
    ]


def banned_habits(source: str) -> list[str]:
    """Return what the house rules out: sys.path, iterrows, inplace, apply row by row."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "sys.path":
            found.append("sys.path")
        elif isinstance(node, ast.Attribute) and node.attr == "iterrows":
            found.append(node.attr)
        elif isinstance(node, ast.keyword) and node.arg == "inplace":
            found.append("inplace")
        elif isinstance(node, ast.Call) and re.search(r"\.apply\(.*\baxis=", ast.unparse(node)):
            found.append("apply by row")
    return found


SOURCES = sources()
EVERY_FILE = pytest.mark.parametrize("path", SOURCES)
ANALYSIS_FILES = [path for path in SOURCES if path.startswith("analysis/")]


@EVERY_FILE
def test_imports_only_what_its_place_allows(path: str) -> None:
    assert forbidden_imports(path, SOURCES[path]) == []


@pytest.mark.parametrize("path", ANALYSIS_FILES)
def test_imports_point_up_the_line(path: str) -> None:
    assert any(part(path) in names for names in LINE.values()), f"give {part(path)} a place in LINE"
    assert backward_imports(path, SOURCES[path]) == []


def test_modules_do_not_import_each_other_in_a_circle() -> None:
    names = {
        path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): path
        for path in SOURCES
    }
    graph = {
        name: {
            other
            for other in imported(SOURCES[path]) & names.keys()
            if not f"{name}.".startswith(f"{other}.")
        }
        for name, path in names.items()
    }
    assert set(TopologicalSorter(graph).static_order()) >= set(names)


@EVERY_FILE
def test_functions_and_files_stay_short(path: str) -> None:
    assert long_functions(SOURCES[path]) == []
    assert len(SOURCES[path].splitlines()) <= MAX_FILE


@EVERY_FILE
def test_every_exemption_has_its_reason(path: str) -> None:
    assert bare_exemptions(SOURCES[path]) == []


@pytest.mark.parametrize("path", [path for path in SOURCES if not path.startswith("tests/")])
def test_banned_habits_stay_out(path: str) -> None:
    assert banned_habits(SOURCES[path]) == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("analysis/figures.py", "import streamlit as st"),
        ("analysis/figures.py", "from plotly import graph_objects"),
        ("analysis/figures.py", "def late():\n    import dashboard.charts"),
        ("analysis/figures.py", "from . import model"),
        ("dashboard/charts/bars.py", "from streamlit import session_state"),
        ("dashboard/pages/explore.py", "from tests import sample"),
    ],
)
def test_a_forbidden_import_is_found(path: str, source: str) -> None:
    assert forbidden_imports(path, source)


def test_pages_may_draw() -> None:
    assert forbidden_imports("dashboard/pages/explore.py", "import streamlit as st") == []


@pytest.mark.parametrize(("lines", "found"), [(MAX_FUNCTION - 1, 0), (MAX_FUNCTION, 1)])
def test_a_long_function_is_found(lines: int, found: int) -> None:
    source = "class Deep:\n    def long(self):\n" + "        pass\n" * lines
    assert len(long_functions(source)) == found


@pytest.mark.parametrize(
    ("comment", "bare"),
    [
        ("# noqa", True),
        ("# noqa: S603", True),
        ("# type: ignore", True),
        ("# type: ignore[arg-type]", True),
        ("# noqa: S603 - our own command", False),
        ("# type: ignore[arg-type]  # stubs lack it", False),
        ("# an ordinary comment", False),
    ],
)
def test_an_exemption_without_reason_is_found(comment: str, bare: bool) -> None:
    assert bool(bare_exemptions(f"x = 1  {comment}\n")) == bare


@pytest.mark.parametrize(
    "source",
    [
        "import sys\nsys.path.insert(0, '.')",
        "for _, row in table.iterrows(): print(row)",
        "table.sort_values('value', inplace=True)",
        "table.apply(read, axis=1)",
    ],
)
def test_a_banned_habit_is_found(source: str) -> None:
    assert banned_habits(source)
