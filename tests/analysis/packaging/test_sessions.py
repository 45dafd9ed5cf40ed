"""A saved session opens again as it was; whatever else is given is refused in one line."""

import io
import json
import zipfile
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.documents import read_pasted
from analysis.documents.decoding import is_binary
from analysis.model import Document
from analysis.packaging import Session, SessionError, read_session, session_bytes, sessions

SPEECH = Document(
    "../../speech",
    "---\ntitle: x\n---\nNorway sends 85 tanks.\n\n“Ten” 😀\tmore.",
    body=18,
    title="<b>Tanks</b> =1+1",
    source="The Ledger; Daily",
    url="https://example.org/a?b=c&d",
    published=date(2025, 3, 6),
    sha256="ab" * 32,
)
PASTED = read_pasted("Costs rose by 5 percent.", "Costs")
EXTRAS = {"decisions": {"speech@10": {"status": "fact"}}, "selection": ["a", 1.5, None, True]}
SESSION = Session((SPEECH, PASTED), EXTRAS)

Json = dict[str, Any]


def test_it_opens_as_it_was_saved() -> None:
    content = session_bytes(SESSION)
    assert read_session("mine.zip", content) == SESSION
    assert session_bytes(SESSION) == content
    assert read_session("none.zip", session_bytes(Session())) == Session()


def test_the_texts_in_it_can_be_read_without_us() -> None:
    archive = zipfile.ZipFile(io.BytesIO(session_bytes(SESSION)))
    assert archive.namelist() == ["session.json", "texts/00001.txt", "texts/00002.txt"]
    assert archive.read("texts/00001.txt").decode() == SPEECH.text
    first = json.loads(archive.read("session.json"))["documents"][0]
    assert (first["title"], first["published"]) == ("<b>Tanks</b> =1+1", "2025-03-06")


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(
    lambda text: text.strip() and not is_binary(text)
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
    max_leaves=5,
)


@given(st.lists(TEXTS, max_size=4), st.dictionaries(st.text(st.characters(codec="utf-8")), JSON))
def test_any_texts_and_extras_open_as_they_were(texts: list[str], extras: Json) -> None:
    documents = tuple(Document(f"text-{number}", text) for number, text in enumerate(texts))
    session = Session(documents, extras)
    assert read_session("any.zip", session_bytes(session)) == session


@given(st.binary(max_size=300))
def test_no_bytes_do_more_than_be_refused(content: bytes) -> None:
    with pytest.raises(SessionError, match=r"^x\.zip: .+$"):
        read_session("x.zip", content)


@given(st.data())
def test_a_damaged_file_opens_as_it_was_or_is_refused(data: st.DataObject) -> None:
    content = bytearray(session_bytes(SESSION))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
        content[place] = data.draw(st.integers(0, 255))
    with suppress(SessionError):
        read_session("x.zip", bytes(content))


def made(manifest: object, files: dict[str, bytes] | None = None) -> bytes:
    """Return a ZIP with this manifest and these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        told = manifest if isinstance(manifest, bytes) else json.dumps(manifest).encode()
        archive.writestr("session.json", told)
        for path, content in (files or {}).items():
            archive.writestr(path, content)
    return target.getvalue()


def manifest(*documents: object, **changes: object) -> Json:
    whole = {"format": sessions.FORMAT, "version": 1, "documents": documents, "extras": {}}
    return {**whole, **changes}


RECORD = {"doc_id": "a", "body": 0}
ONE = {"texts/00001.txt": b"Ten."}
REFUSED = {
    "another ZIP": (made({"name": "newsfigures"}), "of something else"),
    "no manifest": (made({}).replace(b"session.json", b"session.text"), "holds no session.json"),
    "a newer version": (made(manifest(version=2)), "version 2 of the format"),
    "no version": (made(manifest(version=None)), "version unknown"),
    "true as version": (made(manifest(version=True)), "use the program that saved it"),
    "no JSON": (made(b"{"), "no JSON"),
    "not UTF-8": (made(b"\xff"), "no JSON"),
    "no number": (made(b'{"format": NaN}'), "no JSON"),
    "a deep manifest": (made(b"[" * 200_000), "no JSON"),
    "documents missing": (made(manifest(documents=None)), "lists no documents"),
    "extras of another kind": (made(manifest(extras=[])), "lists no documents or extras"),
    "a text that is not there": (made(manifest(RECORD)), "not those that it lists"),
    "a file more": (made(manifest(RECORD), {**ONE, "x": b""}), "not those that it lists"),
    "a path upwards": (made(manifest(RECORD), {"../a.txt": b"Ten."}), "not those that it lists"),
    "a name twice": (
        made(manifest(RECORD, RECORD), {**ONE, "texts/00002.txt": b"Six."}),
        "the same name",
    ),
    "zeros as text": (made(manifest(RECORD), {"texts/00001.txt": b"a\0b"}), "is no text"),
    "nothing as text": (made(manifest(RECORD), {"texts/00001.txt": b" \n"}), "is no text"),
    "other line ends": (made(manifest(RECORD), {"texts/00001.txt": b"a\r\nb"}), "is no text"),
    "text not UTF-8": (made(manifest(RECORD), {"texts/00001.txt": b"\xff\xfe"}), "is damaged"),
    "no record": (made(manifest(1), ONE), "text 1 in it: it is not described"),
    "no name": (made(manifest({"body": 0}), ONE), "doc_id is missing"),
    "a name with a break": (made(manifest({**RECORD, "doc_id": "a\nb"}), ONE), "doc_id is not"),
    "a title that is a list": (made(manifest({**RECORD, "title": []}), ONE), "title is not"),
    "a long title": (made(manifest({**RECORD, "title": "x" * 20_001}), ONE), "title is not"),
    "half a character": (made(manifest({**RECORD, "title": "\ud800"}), ONE), "no JSON"),
    "a script": (made(manifest({**RECORD, "url": "javascript:alert(1)"}), ONE), "url is not"),
    "a checksum": (made(manifest({**RECORD, "sha256": "ab"}), ONE), "sha256 is not"),
    "a language": (made(manifest({**RECORD, "language": "<b>"}), ONE), "language is not"),
    "a day": (made(manifest({**RECORD, "published": "2025-02-30"}), ONE), "published is no day"),
    "another day": (made(manifest({**RECORD, "published": 5}), ONE), "published is no day"),
    "a body outside": (made(manifest({**RECORD, "body": 4}), ONE), "body is no place"),
    "a body that is true": (made(manifest({**RECORD, "body": True}), ONE), "body is no place"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_session_is_refused_in_one_line(case: str) -> None:
    content, reason = REFUSED[case]
    with pytest.raises(SessionError) as caught:
        read_session("mine.zip", content)
    assert str(caught.value).startswith("mine.zip: ")
    assert reason in caught.value.reason
    assert "\n" not in str(caught.value)


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = made(manifest(RECORD), {"texts/00001.txt": b"x" * 5_000_000})
    assert len(bomb) < 10_000
    monkeypatch.setattr(sessions, "LARGEST_TEXTS", 4_000_000)
    with pytest.raises(SessionError, match="larger than"):
        read_session("mine.zip", bomb)


def test_all_texts_together_may_not_be_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"texts/{number:05d}.txt": b"x" * 600 for number in (1, 2)}
    content = made(manifest(RECORD, {**RECORD, "doc_id": "b"}), files)
    assert len(read_session("mine.zip", content).documents) == 2
    monkeypatch.setattr(sessions, "LARGEST_TEXTS", 1_000)
    with pytest.raises(SessionError, match="larger than"):
        read_session("mine.zip", content)


@pytest.mark.parametrize(
    ("limit", "reason"), [("LARGEST_SESSION", "larger"), ("LARGEST_MANIFEST", "larger")]
)
def test_a_large_file_or_manifest_is_refused(
    limit: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, limit, 100)
    with pytest.raises(SessionError, match=reason):
        read_session("mine.zip", made(manifest(more="y" * 200)))


def test_many_entries_are_refused_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "MOST_TEXTS", 3)
    content = made(manifest(), {f"{number}": b"" for number in range(9)})
    with pytest.raises(SessionError, match="more than 3 texts"):
        read_session("mine.zip", content)


def test_what_could_not_be_opened_is_not_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    for extras in ({"a": float("nan")}, {"a": {1, 2}}):
        with pytest.raises(ValueError, match="JSON"):
            session_bytes(Session((), extras))
    monkeypatch.setattr(sessions, "MOST_TEXTS", 1)
    with pytest.raises(ValueError, match="save fewer texts"):
        session_bytes(SESSION)
