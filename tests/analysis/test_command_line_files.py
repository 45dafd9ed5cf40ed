import csv
import subprocess
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

from analysis.__main__ import main
from dashboard.session.texts import given_columns, given_paths
from tests.analysis.files import paragraph, pdf_file, word_file


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "tanks.txt").write_text("Nine countries sent tanks.")
    (folder / "aid.md").write_text("# Aid\n\nFour countries sent money.")
    return folder


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return the commands that servers would have been started with."""
    started: list[list[str]] = []

    def start(command: list[str], **_: object) -> nullcontext[SimpleNamespace]:
        started.append(command)
        return nullcontext(SimpleNamespace(wait=lambda: 0))

    monkeypatch.setattr(subprocess, "Popen", start)
    return started


def test_extract_reads_files_of_every_kind_and_names_those_it_cannot(
    texts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = "Nine countries sent {} tanks."
    (texts / "page.html").write_text(f"<html><body><p>{said.format(11)}</p></body></html>")
    (texts / "report.pdf").write_bytes(pdf_file([said.format(12)]))
    (texts / "letter.docx").write_bytes(word_file(paragraph(said.format(13))))
    (texts / "scan.pdf").write_bytes(pdf_file([""]))
    news = texts.parent / "news.csv"
    news.write_text(f"id,summary,day\nn1,{said.format(14)},2025-09-05\nn2,,2025-09-06\n")
    out = texts.parent / "tables"
    columns = ["--column", "text=summary", "--column", "date=day"]
    assert main(["extract", str(texts), str(news), "--out", str(out), *columns]) == 0
    heard = capsys.readouterr()
    assert heard.out.startswith("read 6 texts, ")
    lines = [line.removeprefix(f"newsfigures: {texts.parent}/") for line in heard.err.splitlines()]
    scan = "holds pictures and no text, as scans do; recognise the text first (OCR)"
    empty = "the text is empty; write it into its column"
    assert lines == [f"texts/scan.pdf: this PDF file {scan}", f"news.csv, row 3: {empty}"]
    with (out / "documents.csv").open(newline="") as file:
        read = {row["doc_id"]: row["published_from"] for row in csv.DictReader(file)}
    assert read == dict.fromkeys(["aid", "letter", "page", "report", "tanks"], "") | {
        "n1": "column 'day'"
    }


@pytest.mark.parametrize("command", ["extract", "serve"])
def test_a_column_that_holds_nothing_known_is_refused(
    texts: Path, servers: list[list[str]], capsys: pytest.CaptureFixture[str], command: str
) -> None:
    out = ["--out", str(texts.parent / "tables")] if command == "extract" else []
    assert main([command, str(texts), *out, "--column", "author=by"]) == 2
    reason = "write one of text, title, date, source, url, id, = and a column's name"
    assert capsys.readouterr().err == f"newsfigures: --column 'author=by': {reason}\n"
    assert servers == []


def test_serve_hands_columns_on(texts: Path, servers: list[list[str]]) -> None:
    assert main(["serve", str(texts), "--column", "text=body", "--column", "date="]) == 0
    arguments = ["app.py", *servers[0][servers[0].index("--") + 1 :]]
    assert given_columns(arguments) == {"text": "body", "date": ""}
    assert given_paths(arguments) == (texts,)
