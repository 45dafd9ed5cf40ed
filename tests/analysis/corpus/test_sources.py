"""Every kind of corpus is read, and every trap in one becomes a clear line."""

import bz2
import csv
import gzip
import io
import json
import os
import struct
import tarfile
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from analysis.corpus import CorpusError
from analysis.corpus.sources import Corpus, Entry, corpus_at, streams
from analysis.corpus.sources import rows as rows_module
from analysis.corpus.sources.archives import LINKED, LOCKED, OUTSIDE
from analysis.corpus.sources.corpus import NESTED, UNSEEKABLE
from analysis.corpus.sources.rows import NO_TEXT_COLUMN, OURS
from analysis.corpus.sources.streams import BOMB, HARMLESS
from analysis.documents.decoding import LARGEST_FILE, TOO_LARGE_FILE

TEXT = b"Nine countries sent 40 tanks."
ROW = {"id": "a", "text": TEXT.decode(), "title": "Tanks", "date": "2025-09-05", "source": "Post"}


def entries(path: Path, **columns: str) -> list[Entry]:
    corpus = Corpus(str(path), tuple(columns.items()))
    found = list(corpus.entries())
    assert corpus.position.bytes == corpus.bytes(), "all of it has been passed"
    return found


def told(path: Path, **columns: str) -> dict[str, str]:
    """Return what became of each entry: its reason where it was refused, else its form."""
    found = entries(path, **columns)
    return {e.key: e.content.decode() if e.form == "refused" else e.form for e in found}


def zipped(path: Path, members: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def tarred(path: Path, members: dict[str, bytes], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]  # any mode
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return path


def lined(*rows: object) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def test_a_folder_is_walked_in_a_fixed_order(tmp_path: Path) -> None:
    for name in (
        "b/2.md",
        "b/10.md",
        "a.txt",
        "b.txt",
        "README.md",
        ".git/x.txt",
        "b/.x.md",
        "p.png",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(TEXT)
    os.symlink(tmp_path, tmp_path / "b" / "round")
    found = entries(tmp_path)
    assert [e.key for e in found] == ["a.txt", "b/10.md", "b/2.md", "b.txt"]
    assert [e.doc_ids[0] for e in found] == ["a", "b/10", "b/2", "b"]
    assert {e.content for e in found} == {TEXT}


MEMBERS = {"x/a.txt": TEXT, "x/b.md": TEXT, "x/p.png": b"\x89PNG", "x/README.md": b"read me"}


@pytest.mark.parametrize("ending", [".zip", ".tar", ".tar.gz", ".tgz", ".tar.zst"])
def test_archives_are_read_without_being_unpacked(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"news{ending}"
    if ending == ".zip":
        zipped(path, MEMBERS)
    else:
        tarred(tmp_path / "plain", MEMBERS)
        plain = (tmp_path / "plain").read_bytes()
        codec = {".gz": "gzip", ".tgz": "gzip", ".zst": "zstd"}.get(path.suffix)
        path.write_bytes(pa.compress(plain, codec, asbytes=True) if codec else plain)
    assert told(path) == {f"news{ending}/x/a.txt": "file", f"news{ending}/x/b.md": "file"}
    assert sorted(os.listdir(tmp_path)) in ([path.name], sorted(["plain", path.name]))


@pytest.mark.parametrize(
    "name", ["n.jsonl", "n.jsonl.gz", "n.ndjson.zst", "n.csv", "n.csv.gz", "n.parquet"]
)
def test_tables_give_a_document_a_row(tmp_path: Path, name: str) -> None:
    frame = pd.DataFrame([ROW, {**ROW, "id": "b"}])
    path = tmp_path / name
    if ".parquet" in name:
        frame.assign(date=pd.to_datetime(frame["date"])).to_parquet(path)
    else:
        content = lined(*frame.to_dict("records"))
        content = frame.to_csv(index=False).encode() if ".csv" in name else content
        codec = {".gz": "gzip", ".zst": "zstd"}.get(path.suffix)
        path.write_bytes(pa.compress(content, codec, asbytes=True) if codec else content)
    first, second = entries(path)
    assert (first.key, first.doc_ids, second.doc_ids) == (f"{name}#a", ("a",), ("b",))
    assert json.loads(first.content) == {**ROW, "id": "a"}


def test_columns_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "n.jsonl"
    path.write_bytes(lined({"words": "Text.", "head": "H", "text": "no", "title": ["a"]}))
    (entry,) = entries(path, text="words", title="head", date="")
    assert entry.doc_ids == ("n-1",)
    assert json.loads(entry.content) == {"words": "Text.", "head": "H"}


@pytest.mark.parametrize("name", ["n.jsonl", "n.csv", "n.parquet"])
def test_a_table_without_the_column_says_which_are_there(tmp_path: Path, name: str) -> None:
    frame, path = pd.DataFrame({"size": ["5", "6"], "id": ["a", "b"]}), tmp_path / name
    path.write_bytes(
        {
            ".jsonl": lambda: lined(*frame.to_dict("records")),
            ".csv": lambda: frame.to_csv(index=False).encode(),
            ".parquet": frame.to_parquet,
        }[path.suffix]()
    )
    reasons = told(path)
    assert set(reasons.values()) == {NO_TEXT_COLUMN.format("size, id")}
    assert len(reasons) == (2 if name == "n.jsonl" else 1)


def test_our_own_tables_are_no_articles(tmp_path: Path) -> None:
    header = "doc_id,sentence,start,end,text\n"
    (tmp_path / "sentences.csv").write_text(f"{header}a,0,0,5,Text.\na,1,6,9,Text.\n")
    assert told(tmp_path) == {"sentences.csv": OURS}


def outside(folder: Path) -> Path:
    return zipped(folder / "c.zip", {"../../evil.txt": TEXT, "/etc/evil.txt": TEXT, "ok.txt": TEXT})


def outside_tar(folder: Path) -> Path:
    return tarred(folder / "c.tar", {"../evil.txt": TEXT, "C:\\evil.txt": TEXT, "ok.txt": TEXT})


def links(folder: Path) -> Path:
    tarred(folder / "c.tar", {"ok.txt": TEXT})
    with tarfile.open(folder / "c.tar", "a") as archive:
        for kind, name in ((tarfile.SYMTYPE, "soft.txt"), (tarfile.LNKTYPE, "hard.txt")):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
    return folder / "c.tar"


def nested(folder: Path) -> Path:
    inner = zipped(folder / "inner", {"a.txt": TEXT}).read_bytes()
    table = io.BytesIO()
    pd.DataFrame([ROW]).to_parquet(table)
    return zipped(
        folder / "c.zip", {"in.zip": inner, "t.parquet": table.getvalue(), "ok.txt": TEXT}
    )


def large_member(folder: Path) -> Path:
    return zipped(folder / "c.zip", {"big.txt": bytes(LARGEST_FILE + 1), "ok.txt": TEXT})


def lying_member(folder: Path) -> Path:
    """A member that says it is short and is not."""
    path = zipped(folder / "c.zip", {"big.txt": bytes(LARGEST_FILE + 1), "ok.txt": TEXT})
    content = path.read_bytes().replace(struct.pack("<L", LARGEST_FILE + 1), struct.pack("<L", 9))
    path.write_bytes(content)
    return path


def locked(folder: Path) -> Path:
    path = zipped(folder / "c.zip", {"a.txt": TEXT, "ok.txt": TEXT})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    content[6] |= 1
    path.write_bytes(bytes(content))
    return path


def garbled(folder: Path) -> Path:
    path = zipped(folder / "c.zip", {"a.txt": TEXT, "ok.txt": TEXT}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"Nine", b"Ten.", 1))
    return path


@pytest.mark.parametrize(
    ("trap", "expected"),
    [
        (outside, {"c.zip/../../evil.txt": OUTSIDE, "c.zip//etc/evil.txt": OUTSIDE}),
        (outside_tar, {"c.tar/../evil.txt": OUTSIDE, "c.tar/C:\\evil.txt": OUTSIDE}),
        (links, {"c.tar/soft.txt": LINKED, "c.tar/hard.txt": LINKED}),
        (nested, {"c.zip/in.zip": NESTED, "c.zip/t.parquet": UNSEEKABLE}),
        (large_member, {"c.zip/big.txt": TOO_LARGE_FILE}),
        (locked, {"c.zip/a.txt": LOCKED}),
    ],
)
def test_a_trap_in_an_archive_is_named_and_the_rest_is_read(
    tmp_path: Path, trap: Callable[[Path], Path], expected: dict[str, str]
) -> None:
    path = trap(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    assert told(path) == {**expected, f"{path.name}/ok.txt": "file"}
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("trap", [lying_member, garbled])
def test_a_damaged_member_is_named_and_the_rest_is_read(
    tmp_path: Path, trap: Callable[[Path], Path]
) -> None:
    found = told(trap(tmp_path))
    (bad,) = [reason for key, reason in found.items() if key != "c.zip/ok.txt"]
    assert "damaged" in bad
    assert found["c.zip/ok.txt"] == "file"


BLANKS = bytes(8_000_000)


def zip_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(40):
            archive.writestr(f"{number:02}.csv", BLANKS)


def gzip_bomb(path: Path) -> None:
    with gzip.open(path, "wb") as file:
        for _ in range(60):
            file.write(BLANKS)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("bomb.zip", zip_bomb),
        ("bomb.jsonl.gz", gzip_bomb),
        ("bomb.csv.gz", gzip_bomb),
    ],
)
def test_a_bomb_is_left_before_it_goes_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, make: Callable[[Path], None]
) -> None:
    monkeypatch.setattr(streams, "HARMLESS", HARMLESS // 8)
    make(tmp_path / name)
    corpus = Corpus(str(tmp_path / name))
    reasons = [e.content.decode() for e in corpus.entries() if e.form == "refused"]
    assert any(BOMB in reason for reason in reasons)


def test_a_header_that_asks_for_our_memory_is_refused(tmp_path: Path) -> None:
    entry = tarfile.TarInfo("././@LongLink")
    entry.type, entry.size = tarfile.GNUTYPE_LONGNAME, 1 << 33
    path = tmp_path / "c.tar"
    first = tarred(tmp_path / "ok", {"ok.txt": TEXT}).read_bytes()[:1024]
    path.write_bytes(first + entry.tobuf(tarfile.GNU_FORMAT))
    found = told(path)
    assert found.pop("c.tar/ok.txt") == "file"
    assert "too long to be one" in found["c.tar#end"]


@pytest.mark.parametrize("ending", [".jsonl", ".csv"])
def test_a_line_without_end_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    for module in (streams, rows_module):
        monkeypatch.setattr(module, "LONGEST_LINE", 1_000_000)
    path = tmp_path / f"n{ending}"
    row = lined(ROW) if ending == ".jsonl" else b"a,Text of 5 tanks.\n"
    head = b"" if ending == ".jsonl" else b"id,text\n"
    path.write_bytes(head + row + b"x" * 3_000_000 + b"\n" + row.replace(b"a", b"b", 1))
    found = list(told(path).values())
    assert (found[0], found[2], len(found)) == ("row", "row", 3)
    assert found[1].startswith("the line is longer than")


CSV_ROWS = "id,text,title\na,Café paid 5 euros.,T\n"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        (
            "n.jsonl",
            b"[1]\n{}\nnot json\n",
            ["the line is no", "the line is no", "the line is no"],
        ),
        ("n.jsonl", b"[" * 100_000 + b"\n" + lined(ROW), ["the line is no", "row"]),
        ("n.jsonl", b'{"text": "Caf\xe9 paid 5 euros."}\n', ["row"]),
        (
            "n.jsonl",
            b"\x00\xff\xfe\x01\x80" * 50 + b"\n" + lined(ROW),
            ["this is not a text", "row"],
        ),
        ("n.csv", CSV_ROWS.encode("cp1252"), ["row"]),
        ("n.csv", CSV_ROWS.encode("utf-8-sig"), ["row"]),
        ("n.csv", CSV_ROWS.encode("utf-16"), ["the file is written in UTF-16"]),
        (
            "n.csv",
            b"id,text\na\nb,Text.\nc,Text.,3\n",
            ["the row has fewer", "row", "the row has more"],
        ),
        ("n.csv", b'id,text\na,"open\nb,Text.\n', ["the row is not CSV"]),
        ("n.csv", b'id,text\na,"two\nlines"\n\nb,Text.\n', ["row", "row"]),
        ("n.parquet", b"PAR1 no", ["the file is damaged"]),
        ("n.zip", b"PK no zip", ["the file is damaged"]),
        ("n.tar", b"\x01" * 5000, ["the file is damaged"]),
        ("n.tar.gz", bz2.compress(b"x" * 5000), ["the file is damaged"]),
        ("n.jsonl.gz", gzip.compress(b"\n" * 9000)[:-9], ["the file is damaged"]),
        ("n.jsonl.zst", b"(\xb5/\xfd no", ["the file is damaged"]),
        ("a.txt.gz", gzip.compress(TEXT), ["file"]),
        ("a.txt.gz", gzip.compress(bytes(LARGEST_FILE + 1)), [TOO_LARGE_FILE]),
        ("a.txt", bytes(LARGEST_FILE + 1), [TOO_LARGE_FILE]),
    ],
)
def test_what_is_wrong_in_a_file_is_named(
    tmp_path: Path, name: str, content: bytes, expected: list[str]
) -> None:
    (tmp_path / name).write_bytes(content)
    found = list(told(tmp_path).values())
    told_of = [reason[: len(start)] for reason, start in zip(found, expected, strict=False)]
    assert told_of[-len(expected) :] == expected


def test_the_csv_of_a_spreadsheet_may_hold_long_cells(tmp_path: Path) -> None:
    path, long = tmp_path / "n.csv", "Five tanks. " * 50_000
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([["id", "text"], ["a", long]])
    (entry,) = entries(path)
    assert json.loads(entry.content)["text"] == long


def test_days_of_parquet_are_written_out(tmp_path: Path) -> None:
    path = tmp_path / "n.parquet"
    pd.DataFrame({"text": ["T", None], "date": [datetime(2025, 9, 5, 8), None]}).to_parquet(path)
    cells = [json.loads(e.content) for e in entries(path)]
    assert cells == [{"text": "T", "date": "2025-09-05"}, {"text": None, "date": None}]


def test_a_corpus_can_lie_anywhere_that_fsspec_reaches(tmp_path: Path) -> None:
    import fsspec  # noqa: PLC0415 - only here

    with fsspec.open("memory://news/2024/a.txt", "wb") as file:
        file.write(TEXT)
    assert [e.key for e in Corpus("memory://news").entries()] == ["2024/a.txt"]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("nowhere", "no such file or folder"),
        ("picture.png", "none of the files that can be read"),
        ("gopher://x/y", "cannot be opened"),
    ],
)
def test_no_corpus_is_one_line(tmp_path: Path, address: str, reason: str) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    place = address if "://" in address else str(tmp_path / address)
    with pytest.raises(CorpusError) as error:
        Corpus(place)
    assert reason in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(("corpus", "store"), [("c", "c/s"), ("s/c", "s"), ("c", "c")])
def test_corpus_and_store_may_not_lie_in_each_other(
    tmp_path: Path, corpus: str, store: str
) -> None:
    (tmp_path / corpus).mkdir(parents=True)
    with pytest.raises(CorpusError, match="outside of the corpus"):
        corpus_at(str(tmp_path / corpus), (), store=tmp_path / store)
