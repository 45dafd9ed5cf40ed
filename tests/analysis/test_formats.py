import io
import subprocess
import sys
import tomllib
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import analyse
from analysis.documents import Failure, read_file
from analysis.documents.formats import apart
from analysis.documents.formats.word import UNSUSPICIOUS
from analysis.documents.kinds import LARGEST_FILE
from analysis.model import Document
from tests.analysis.files import archive, assembled, paragraph, pdf_file, word_file

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "formats.toml").read_text(encoding="utf-8")
)
SAID = "The harbour of Tallinn gets 40 million this year."
MADE = {
    "pdf": pdf_file([SAID]),
    "word": word_file(paragraph(SAID)),
    "page": f"<!DOCTYPE html>\n<html><body><p>{SAID}</p></body></html>".encode(),
}


def only(name: str, content: bytes) -> Document:
    (found,) = read_file(name, content)
    assert isinstance(found, Document), found
    return found


def refusal(name: str, content: bytes) -> str:
    (found,) = read_file(name, content)
    assert isinstance(found, Failure), found
    assert found.name == name
    assert len(found.reason.splitlines()) == 1
    return found.reason


def described(document: Document) -> tuple[object, ...]:
    where = (document.title_from, document.published_from)
    return document.title, document.published, document.source, document.url, *where


@pytest.mark.parametrize("case", CASES["page"], ids=lambda case: case["name"])
def test_web_pages(case: dict[str, object]) -> None:
    document = only("news.html", str(case["html"]).encode())
    keys = ("title", "published", "source", "url", "title_from", "published_from")
    empty = {"published": None}
    assert described(document) == tuple(case.get(key, empty.get(key, "")) for key in keys)
    if "text" in case:
        assert document.text == str(case["text"]).strip()


@pytest.mark.parametrize("case", CASES["refused_page"], ids=lambda case: case["name"])
def test_web_pages_that_are_refused(case: dict[str, object]) -> None:
    reason = refusal("news.html", str(case["html"]).encode())
    assert [word for word in case["words"] if word not in reason] == []


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-2", "cp1252"])
def test_a_page_reads_the_same_in_any_encoding(codec: str) -> None:
    said = "The mayor of Plzeň" if codec != "cp1252" else "The “mayor” of Köln"
    declared = codec if codec.startswith(("iso", "cp")) else "utf-8"
    html = f'<html><head><meta charset="{declared}"></head><p>{said} gets 4 boats.</p></html>'
    assert only("news.html", html.encode(codec)).text == f"{said} gets 4 boats."


@pytest.mark.parametrize("case", CASES["pdf"], ids=lambda case: case["name"])
def test_pdf_files(case: dict[str, object]) -> None:
    document = only("news.pdf", pdf_file(case["pages"]))
    assert document.text == str(case["text"]).strip()


def test_quotes_stand_where_the_tables_say_in_what_was_taken_out() -> None:
    words = f"<p>“Größe”: {SAID}</p><p>It had €3bn – 5 % more.</p>"
    page = f"<html><head><title>Größe</title></head>{words}</html>"
    files = {"a.html": page.encode(), "b.pdf": MADE["pdf"], "c.docx": MADE["word"]}
    tables = analyse(only(name, content) for name, content in files.items())
    assert set(tables.figures["doc_id"]) == {"a", "b", "c"}
    for row in tables.figures.itertuples():
        assert tables.texts[row.doc_id][row.start : row.end] == row.quote
    assert list(tables.documents["title_from"]) == ["page metadata", "file name", "file name"]


def test_word_files_give_paragraphs_tables_and_no_deleted_words() -> None:
    row = "<w:tr>{}</w:tr>".format
    cell = "<w:tc>{}</w:tc>".format
    table = "".join(
        row("".join(cell(paragraph(words)) for words in line))
        for line in (("Year", "Spending &amp; aid"), ("2024", "$4 million"))
    )
    body = (
        paragraph("Harbours get more money")
        + "<w:p><w:r><w:t>The harbour gets </w:t></w:r><w:del><w:r><w:delText>9</w:delText></w:r>"
        "</w:del><w:ins><w:r><w:t>€40</w:t></w:r></w:ins><w:r><w:tab/><w:instrText>PAGE"
        "</w:instrText><w:t>million.</w:t></w:r></w:p>"
        + f"<w:tbl>{table}</w:tbl>"
        + f"<w:p><w:r><w:t>Two boats</w:t></w:r>{paragraph('In a box.')}</w:p>"
    )
    assert only("a.docx", word_file(body)).text.split("\n") == [
        "Harbours get more money",
        "The harbour gets €40\tmillion.",
        "Year; Spending & aid",
        "2024; $4 million",
        "In a box.",
        "Two boats",
    ]


def test_the_document_of_a_word_file_may_have_another_name() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    relations = (
        f'<Relationships><Relationship Type="{kind}" Target="/word/d2.xml"/></Relationships>'
    )
    with zipfile.ZipFile(io.BytesIO(MADE["word"])) as file:
        body = file.read("word/document.xml")
    moved = archive({"_rels/.rels": relations, "word/d2.xml": body})
    assert only("a.docx", moved).text == SAID
    assert "no Word file" in refusal("a.docx", archive({"word/styles.xml": b"<a/>"}))


@pytest.mark.parametrize("case", CASES["properties"], ids=lambda case: case["title"])
@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_properties_are_believed_where_they_can_be(form: str, case: dict[str, str]) -> None:
    title, created, changed = case["title"], case["created"], case.get("changed", "")
    if form == "pdf":
        pressed = {"CreationDate": created, "ModDate": changed}
        days = {
            key: f"D:{day.translate({45: None, 58: None, 84: None})}"
            for key, day in pressed.items()
            if day
        }
        content = pdf_file([SAID], Title=title, Creator=case.get("program", ""), **days)
    else:
        content = word_file(
            paragraph(SAID),
            f"<dc:title>{escape(title)}</dc:title><dc:creator>{case.get('program', '')}"
            f"</dc:creator><dcterms:created>{created}</dcterms:created>"
            f"<dcterms:modified>{changed}</dcterms:modified>",
        )
    document = only(f"news.{form}", content)
    believed, day = case.get("believed_title"), case.get("believed_day")
    assert document.title == (believed or "news")
    assert document.title_from == ("file properties" if believed else "file name")
    assert document.published == day
    assert document.published_from == ("file properties" if day else "")


@pytest.mark.parametrize("case", CASES["sniffed"], ids=lambda case: case["name"])
def test_what_a_file_is_does_not_hang_on_its_ending(case: dict[str, str]) -> None:
    assert only(case["name"], MADE[case["made"]]).text == SAID


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["name"])
def test_other_files_are_refused_with_a_reason(case: dict[str, str]) -> None:
    reason = refusal(case["name"], bytes.fromhex(case["hex"]))
    assert [word for word in case["words"] if word not in reason] == []


def test_scans_and_locked_files_are_told_apart_from_broken_ones() -> None:
    assert "holds pictures and no text" in refusal("scan.pdf", pdf_file(["", ""]))
    lock = b"<</Filter/Standard/V 1/R 2/P -4/O <%b>/U <%b>>>" % (b"a1" * 32, b"b2" * 32)
    locked = assembled(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>", lock, b"<<>>"],
        trailer="/Encrypt 3 0 R/ID[<00><00>]",
    )
    assert "protected by a password" in refusal("locked.pdf", locked)
    assert "holds no text" in refusal("empty.docx", word_file("<w:p/>"))


def test_a_locked_part_of_a_word_file_is_told() -> None:
    content = bytearray(MADE["word"])
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1  # the flag for encrypted parts
    assert "protected by a password" in refusal("locked.docx", bytes(content))


def test_a_file_that_is_too_large_is_not_opened() -> None:
    for name in ("a.html", "a.pdf", "a.docx", "a.csv"):
        assert refusal(name, b"%PDF-" + b" " * LARGEST_FILE).startswith("this is larger than 20 MB")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<w:p>" * 100_000, "is damaged"),
        (" " * (UNSUSPICIOUS + 1), "unpacks to far more than a text"),
        (paragraph(" ".join(map(str, range(800_000)))), "longer than 5 MB"),
        ("<w:p><w:r></w:p></w:r>", "is damaged"),
        ("<w:p><w:r><w:t>&aid;</w:t></w:r></w:p>", "is damaged"),
    ],
)
def test_word_files_made_to_do_harm_are_refused(body: str, words: str) -> None:
    assert words in refusal("a.docx", word_file(body))


def test_word_files_may_not_define_entities() -> None:
    growing = '<!DOCTYPE a [<!ENTITY a "aid"><!ENTITY b "&a;&a;">]><a>&b;</a>'
    outside = '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'
    for document in (growing, outside):
        assert "defines entities" in refusal("a.docx", archive({"word/document.xml": document}))
        parts = {"docProps/core.xml": document}
        assert "defines entities" in refusal("a.docx", word_file(paragraph(SAID), parts=parts))


def test_other_ways_to_pack_a_part_are_refused() -> None:
    content = archive({"word/document.xml": "<a/>"}, zipfile.ZIP_LZMA)
    assert "is damaged" in refusal("a.docx", content)


@pytest.mark.parametrize("part", ["<div>", "<b>", "<table><tr><td>", "<ul><li>", "<p>", "<!--"])
def test_pages_of_nested_or_open_parts_end_in_a_text_or_a_reason(part: str) -> None:
    for number in (300, 5_000):
        (found,) = read_file("a.html", f"<html><body>{part * number}{SAID}".encode())
        assert isinstance(found, Failure) or found.text.strip()


def test_a_page_of_very_many_parts_is_refused() -> None:
    assert "too many parts" in refusal("a.html", b"<html><body>" + b"<p>Aid" * 200_001)


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    attributes = " ".join(f"a{number}=1" for number in range(60_000))
    monkeypatch.setattr(apart, "LONGEST_SECONDS", 0.2)
    assert "takes too long" in refusal("a.html", f"<html><body {attributes}>{SAID}".encode())
    monkeypatch.undo()
    assert only("a.html", MADE["page"]).text == SAID


def test_a_parser_that_crashes_takes_nobody_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    crashing = [sys.executable, "-c", "import os; os.read(0, 9); os.abort()"]
    apart._parser.close()
    started = subprocess.Popen

    def start(_: list[str], **options: int) -> "subprocess.Popen[bytes]":
        return started(crashing, **options)

    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "Popen", start)
        assert "damaged or far too complex" in refusal("a.pdf", MADE["pdf"])
    assert only("a.pdf", MADE["pdf"]).text == SAID


def test_time_that_is_up_just_after_the_answer_costs_neither_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exchange = apart._exchange

    def just_in_time(process: "subprocess.Popen[bytes]", form: apart.Format, held: bytes) -> bytes:
        line = exchange(process, form, held)
        apart._parser._stop(process)
        return line

    with monkeypatch.context() as patch:
        patch.setattr(apart, "_exchange", just_in_time)
        for _ in range(3):
            assert only("a.pdf", MADE["pdf"]).text == SAID
    assert only("a.html", MADE["page"]).text == SAID


def test_an_answer_that_was_not_waited_for_is_not_that_of_the_next_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(process: "subprocess.Popen[bytes]", form: apart.Format, held: bytes) -> bytes:
        assert process.stdin is not None
        process.stdin.write(f"{form} {len(held)}\n".encode() + held)
        process.stdin.flush()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(apart, "_exchange", interrupted)
        with pytest.raises(KeyboardInterrupt):
            only("secret.pdf", pdf_file(["Nobody else may read this."]))
    assert only("a.pdf", MADE["pdf"]).text == SAID


def test_one_process_reads_all_files_and_loads_no_tables() -> None:
    only("a.pdf", MADE["pdf"])
    process = apart._parser._process
    for _ in range(100):
        only("a.html", MADE["page"])
    assert apart._parser._process is process
    code = (
        "import sys, analysis.documents.formats.__main__ as parser\n"
        "parser._reader('pdf'), parser._reader('html')\n"
        "heavy = {'pandas', 'numpy', 'streamlit', 'dateparser'} & sys.modules.keys()\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-P", "-c", code], check=True)


def test_reading_text_files_loads_no_parser() -> None:
    code = (
        "import sys, analysis.documents as documents\n"
        "documents.read_file('a.txt', b'Aid rises.')\n"
        "documents.read_file('a.csv', b'text\\nAid rises.')\n"
        "heavy = {'trafilatura', 'htmldate', 'lxml', 'pypdfium2', 'pandas'} & sys.modules.keys()\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-P", "-c", code], check=True)


@given(
    st.sampled_from([("a.pdf", "pdf"), ("a.docx", "word"), ("a.html", "page")]),
    st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 255)), max_size=8),
    st.integers(0, 5_000),
)
@settings(max_examples=60, deadline=None)
def test_damaged_files_give_a_text_or_one_line(
    file: tuple[str, str], changes: list[tuple[int, int]], length: int
) -> None:
    name, made = file
    content = bytearray(MADE[made])
    for place, byte in changes:
        content[place % len(content)] = byte
    for damaged in (bytes(content), bytes(content[: length % len(content)])):
        (found,) = read_file(name, damaged)
        if isinstance(found, Failure):
            assert len(found.reason.splitlines()) == 1
        else:
            assert found.text.strip()


def test_days_of_pages_are_plain_dates() -> None:
    page = b'<html><head><meta name="date" content="1900-01-01"></head><p>Aid rises by 4 %.</p>'
    assert only("a.html", page).published in (None, date(1900, 1, 1))


def test_files_that_come_at_the_same_time_are_not_mixed_up() -> None:
    def read(number: int) -> str:
        said = f"The harbour gets {number} boats."
        page = f"<html><body><p>{said}</p></body></html>".encode()
        document = only("a.pdf", pdf_file([said])) if number % 2 else only("a.html", page)
        return document.text

    with ThreadPoolExecutor(8) as pool:
        texts = list(pool.map(read, range(40)))
    assert texts == [f"The harbour gets {number} boats." for number in range(40)]
