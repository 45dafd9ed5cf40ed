import hashlib
import os
import socket
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.documents import (
    DocumentError,
    Failure,
    read_bytes,
    read_documents,
    read_pasted,
    unique_ids,
)
from analysis.documents.decoding import CONTROL_SHARE, LARGEST_TEXT, decode
from analysis.model import Document

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "documents.toml").read_text(encoding="utf-8")
)
SAVED = [
    pytest.param(case["text"], codec, id=f"{codec}-{number}")
    for number, case in enumerate(CASES["encoding"])
    for codec in case["codecs"]
]
TITLES = [(case["title"], text) for case in CASES["titles"] for text in case["texts"]]


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a network connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.parametrize(("text", "codec"), SAVED)
def test_a_file_reads_the_same_however_it_was_saved(text: str, codec: str) -> None:
    content = text.encode(codec)
    document = read_bytes("name.txt", content)
    assert document.text == text
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert read_bytes("name.txt", text.replace("\n", "\r\n").encode(codec)).text == text


def test_windows_characters_pasted_into_utf8_leave_the_rest_alone() -> None:
    content = "Spain’s €5bn – approved".encode() + "; Malta’s too".encode("cp1252")
    assert decode("name.txt", content) == "Spain’s €5bn – approved; Malta’s too"


def test_letters_of_windows_1252_that_look_like_utf8_are_not_joined() -> None:
    text = "The “FPÖ” won; the “ÖVP” did not"
    assert decode("name.txt", text.encode("cp1252")) == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), st.randoms())
def test_offsets_equal_those_of_the_file_opened_as_text(text, random) -> None:
    ends = ["\n", "\r\n", "\r"]
    content = "".join(letter + random.choice(["", "", *ends]) for letter in f"A{text}").encode()
    expected = content.decode().replace("\r\n", "\n").replace("\r", "\n")
    assert decode("name.txt", content) == expected


def outcome(content: bytes) -> tuple[str, str]:
    """Return the text that is read from ``content``, and the message where it is refused."""
    try:
        return read_bytes("name.md", content).text, ""
    except DocumentError as error:
        return "", str(error)


@given(st.binary())
def test_any_bytes_give_a_text_or_one_line(content: bytes) -> None:
    text, message = outcome(content)
    assert "\0" not in text
    assert text.encode() or message.startswith("name.md: ")
    assert len(message.splitlines()) == (0 if text else 1)


@pytest.mark.parametrize("case", CASES["refused_file"], ids=lambda case: case["name"])
def test_a_file_that_is_no_text_is_refused(case: dict[str, str]) -> None:
    with pytest.raises(DocumentError) as error:
        read_bytes(case["name"], bytes.fromhex(case["hex"]))
    assert error.value.reason == case["reason"]


def test_a_rare_control_character_does_no_harm() -> None:
    text = "A word and another word. " * int(1 / CONTROL_SHARE) + "\x1b"
    assert decode("name.txt", text.encode()) == text


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    content = b"a " * (LARGEST_TEXT // 2) + b"."
    (tmp_path / "large.txt").write_bytes(content)
    (failure,) = read_documents([tmp_path / "large.txt"])
    assert failure == Failure(
        str(tmp_path / "large.txt"), "this is larger than 5 MB; split it into single articles"
    )
    for read in (lambda: read_bytes("large.txt", content), lambda: read_pasted(content.decode())):
        with pytest.raises(DocumentError, match="larger than 5 MB"):
            read()


@pytest.mark.parametrize("case", CASES["front_matter"], ids=lambda case: case["text"])
def test_front_matter_is_read(case: dict[str, object]) -> None:
    text = str(case["text"])
    document = read_bytes("name.md", text.encode())
    read = (document.title, document.published, document.source, document.url)
    expected = (case["title"], case.get("published"), case.get("source", ""), case.get("url", ""))
    assert read == expected
    assert document.text == text
    assert document.text[document.body :] == case["article"]


@pytest.mark.parametrize("case", CASES["refused_front_matter"], ids=lambda case: case["text"])
def test_broken_front_matter_is_refused_in_one_line(case: dict[str, object]) -> None:
    with pytest.raises(DocumentError) as error:
        read_bytes("name.md", str(case["text"]).encode())
    message = str(error.value)
    assert message.startswith("name.md: ")
    assert len(message.splitlines()) == 1
    assert [words for words in case["words"] if words not in message] == []


def test_front_matter_of_thousands_of_brackets_is_refused() -> None:
    with pytest.raises(DocumentError, match="not valid YAML"):
        read_bytes("name.md", f"---\na: {'[' * 9_000}\n---\nText.".encode())


def test_front_matter_is_read_in_markdown_only() -> None:
    document = read_bytes("name.txt", b"---\npublished: 2025-03-06\n---\nText.")
    assert (document.published, document.body) == (None, 0)


@pytest.mark.parametrize(("title", "text"), TITLES)
def test_titles(title: str, text: str) -> None:
    assert read_bytes("folder/name.md", text.encode()).title == title


@pytest.mark.parametrize("text", CASES["english"]["texts"])
def test_english_is_accepted(text: str) -> None:
    assert read_bytes("name.txt", text.encode()).language == "en"


@pytest.mark.parametrize(("language", "text"), CASES["other_languages"].items())
def test_other_languages_are_refused_by_name(language: str, text: str) -> None:
    with pytest.raises(DocumentError) as error:
        read_pasted(text)
    reason = f"the text is {language}; only English texts can be analysed"
    assert str(error.value) == f"Pasted text: {reason}"


@pytest.mark.parametrize("codec", ["koi8-r", "cp1251"])
def test_cyrillic_in_an_old_encoding_is_refused(codec: str) -> None:
    content = (CASES["other_languages"]["in Russian"] * 3).encode(codec)
    with pytest.raises(DocumentError, match=r"English|cannot be read"):
        read_bytes("name.txt", content)


def test_front_matter_has_no_say_in_the_language() -> None:
    german = CASES["other_languages"]["in German"]
    with pytest.raises(DocumentError, match="in German"):
        read_bytes("name.md", f"---\ntitle: The minister said so again\n---\n{german}".encode())


def test_pasted_text() -> None:
    document = read_pasted("Tanks for Kyiv\r\n\r\nNine countries agreed.", title="")
    assert document == Document(
        doc_id="tanks-for-kyiv",
        text="Tanks for Kyiv\n\nNine countries agreed.",
        title="Tanks for Kyiv",
        title_from="first line",
        sha256=hashlib.sha256(b"Tanks for Kyiv\r\n\r\nNine countries agreed.").hexdigest(),
    )
    assert read_pasted("Nine countries agreed.", title=" Été  2025 ").title == "Été 2025"
    assert read_pasted("Nine countries agreed.").doc_id == "pasted"
    assert read_pasted("Nine \ud800 countries").text == "Nine \ufffd countries"


@pytest.mark.parametrize("text", ["", " \n\t", "a\0b"])
def test_pasted_nothing_is_refused(text: str) -> None:
    with pytest.raises(DocumentError, match=r"^Pasted text: .*; (paste|copy) "):
        read_pasted(text)


def test_folders_are_read_in_order_and_failures_stop_nobody(tmp_path: Path) -> None:
    files = {
        "b.txt": b"Second text.",
        "a/b.md": b"First text.",
        "a/README.md": b"Not an article.",
        "c.txt": b"",
        "d.csv": b"not,a,text",
        ".hidden/e.txt": b"Not looked at.",
        "f.TXT": b"Last text.",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    (tmp_path / "nothing").mkdir()
    paths = [tmp_path, tmp_path / "b.txt", tmp_path / "gone.txt", tmp_path / "nothing"]
    read = [
        (item.doc_id, item.text)
        if isinstance(item, Document)
        else (Path(item.name).name, item.reason)
        for item in read_documents(paths)
    ]
    assert read == [
        ("b", "First text."),
        ("b-2", "Second text."),
        ("c.txt", "the file is empty; save some text in it and try again"),
        ("f", "Last text."),
        (
            "gone.txt",
            "the file cannot be opened (no such file or directory); check its name and its rights",
        ),
        ("nothing", "no .txt, .md, .html, .htm, .pdf or .docx file is in this folder"),
    ]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (failure,) = read_documents([tmp_path / "pipe.txt"])
    assert failure.reason == "this is no ordinary file; save the text in one"


def test_ids_are_unique_among_those_taken_and_each_other() -> None:
    documents = [Document(doc_id, "Text.") for doc_id in ("a", "a", "a-2", "b")]
    ids = [document.doc_id for document in unique_ids(documents, taken=["b"])]
    assert ids == ["a", "a-2", "a-2-2", "b-2"]


def test_a_date_is_never_guessed_from_the_text() -> None:
    assert (
        read_bytes("name.txt", b"PARIS, 5 September 2025. Nine countries agreed.").published is None
    )
    assert read_bytes("name.md", b"---\npublished: 2025-09-05 10:30\n---\nText.").published == date(
        2025, 9, 5
    )
