"""Every kind of corpus is read."""

import csv
import json
import os
from datetime import datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from analysis.corpus import CorpusError
from analysis.corpus.sources import Corpus, corpus_at
from analysis.corpus.sources.archives import ODD
from analysis.corpus.sources.corpus import DEAD_LINK, LINK_TO_FOLDER
from analysis.corpus.sources.rows import NO_TEXT_COLUMN, OURS
from tests.analysis.corpus.written import ROW, TEXT, entries, lined, tarred, told, zipped


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
    found = entries(tmp_path)
    assert [e.key for e in found] == ["a.txt", "b/10.md", "b/2.md", "b.txt"]
    assert [e.doc_ids[0] for e in found] == ["a", "b/10", "b/2", "b"]
    assert {e.content for e in found} == {TEXT}


def test_links_to_texts_are_read_and_other_oddities_named(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.md").write_bytes(TEXT)
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    os.symlink("../elsewhere.md", corpus / "a.md")
    os.symlink("nowhere", corpus / "dead.txt")
    os.symlink("nowhere", corpus / "dead.png")
    os.symlink(corpus, corpus / "round")
    os.mkfifo(corpus / "pipe.txt")
    assert [entry.content for entry in entries(corpus) if entry.form == "file"] == [TEXT]
    assert told(corpus) == {
        "a.md": "file",
        "dead.txt": DEAD_LINK,
        "pipe.txt": ODD,
        "round": LINK_TO_FOLDER,
    }
    assert Corpus(str(corpus)).bytes() == len(TEXT)


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
