"""Every trap and every fault in a corpus becomes a clear line, and the rest is read."""

import bz2
import gzip
import io
import json
import os
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus.sources import Corpus, streams
from analysis.corpus.sources import rows as rows_module
from analysis.corpus.sources.archives import LINKED, LOCKED, OUTSIDE
from analysis.corpus.sources.corpus import EMPTY, NESTED, UNSEEKABLE
from analysis.corpus.sources.streams import BOMB, HARMLESS
from analysis.documents.decoding import LARGEST_FILE, TOO_LARGE_FILE
from tests.analysis.corpus.written import ROW, TEXT, entries, lined, tarred, told, zipped


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
    assert bad.startswith("the file cannot be read (")
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
    assert any(reason.startswith(BOMB) for reason in reasons)


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
        ("n.parquet", b"PAR1 no", ["the file cannot be read ("]),
        ("n.zip", b"PK no zip", ["the file cannot be read ("]),
        ("n.tar", b"\x01" * 5000, ["the file cannot be read ("]),
        ("n.tar.gz", bz2.compress(b"x" * 5000), ["the file cannot be read ("]),
        ("n.jsonl.gz", gzip.compress(b"\n" * 9000)[:-9], ["the file cannot be read ("]),
        ("n.jsonl", (lined(ROW) * 2).decode().encode("utf-16"), ["the file is written in UTF-16"]),
        ("n.csv", b"\0" * 5000 + b"\na,b\n", ["its first line names no columns"]),
        ("n.csv", b"", [EMPTY]),
        ("n.jsonl", b"", [EMPTY]),
        ("n.zip", b"", [EMPTY]),
        ("n.tar.gz", b"", [EMPTY]),
        ("n.jsonl.zst", b"(\xb5/\xfd no", ["the file cannot be read ("]),
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


def test_what_came_before_a_damage_is_read(tmp_path: Path) -> None:
    path = tmp_path / "n.jsonl.gz"
    path.write_bytes(gzip.compress(lined(*[ROW] * 6000))[:-9])
    *before, last = entries(path)
    assert len(before) > 1000
    assert {entry.form for entry in before} == {"row"}
    assert last.key == "n.jsonl.gz#end"
    assert last.content.startswith(b"the file is damaged from here on (")
    assert last.content.endswith(b"); what came before was read")


def test_names_that_no_table_can_hold_are_read_under_others(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_bytes(TEXT)
    odd = json.dumps({**ROW, "id": "half \ud83d"}).encode()
    (tmp_path / "n.jsonl").write_bytes(odd + b"\n")
    tarred(tmp_path / "t.tar", {os.fsdecode(b"b\xff.txt"): TEXT, "../\udcff.txt": TEXT})
    found = entries(tmp_path)
    assert [entry.key for entry in found] == [
        "caf\ufffd.txt",
        "n.jsonl#half \ufffd",
        "t.tar/b\ufffd.txt",
        "t.tar/../\ufffd.txt",
    ]
    assert [entry.form for entry in found] == ["file", "row", "file", "refused"]
    assert all(name.encode() for entry in found for name in (*entry.doc_ids, entry.name))
