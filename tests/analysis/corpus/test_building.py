"""A build reads what is new, keeps what is not, and can be broken off anywhere."""

import json
import os
import shutil
import zipfile
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest

from analysis import analyse, read_documents
from analysis.corpus import CorpusError, weaving
from analysis.corpus.batches import Manner, Words, read_batch
from analysis.corpus.store import files, open_store, parts
from analysis.corpus.store.manifest import NAME
from analysis.model import Document
from tests.analysis.corpus.made import Here, built, contents, failures, rows, write_notes

COUNT = 24


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make batches and parts so small that a few documents are many of them."""
    monkeypatch.setattr(weaving, "MOST_IN_BATCH", 3)
    monkeypatch.setattr(parts, "FEWEST", 5)
    monkeypatch.setattr(parts, "ONE_IN", 4)
    monkeypatch.setattr(parts, "MOST", 12)
    monkeypatch.setattr("os.fsync", lambda _: None)  # nobody pulls the plug here


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_notes(tmp_path / "corpus", COUNT)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def test_a_store_holds_what_analyse_gives(corpus: Path, store: Path) -> None:
    outcome, _ = built(corpus, store)
    documents = [found for found in read_documents([corpus]) if isinstance(found, Document)]
    tables = analyse(documents)
    opened = open_store(store)
    for name, frame in tables.frames().items():
        stored = opened.frame(name)
        assert stored.astype(frame.dtypes.to_dict()).equals(frame), name
    assert outcome.counts["figures"] == len(tables.figures)
    assert (outcome.read, outcome.kept, outcome.dropped) == (COUNT, 0, 0)
    assert len(opened.files("figures")) >= 3
    one = documents[17]
    assert opened.text(one.doc_id) == one.text
    with pytest.raises(KeyError):
        opened.text("nobody")


def test_the_manifest_tells_of_every_file(corpus: Path, store: Path) -> None:
    built(corpus, store)
    told = json.loads((store / NAME).read_text())
    listed = {entry["file"]: entry for table in told["tables"].values() for entry in table}
    there = {name: digest for name, digest in contents(store).items() if name != NAME}
    assert {name: entry["sha256"] for name, entry in listed.items()} == there
    assert all((store / name).stat().st_size == entry["bytes"] for name, entry in listed.items())
    assert told["counts"]["documents"] == COUNT
    assert {"version", "code_sha256", "vocabulary_sha256"} <= told["extractor"].keys()


def test_nothing_is_read_again_where_nothing_changed(corpus: Path, store: Path) -> None:
    built(corpus, store)
    before, crew = contents(store), Here()
    outcome, _ = built(corpus, store, crew)
    assert (outcome.read, outcome.kept, crew.batches) == (0, COUNT, [])
    assert contents(store) == before
    assert not any(path.is_file() for path in (store / ".build" / "batches").iterdir())


def test_batches_become_smaller_towards_the_end(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weaving, "MOST_IN_BATCH", 20)
    monkeypatch.setattr(weaving, "FEWEST_IN_BATCH", 2)
    crew = Here()
    built(write_notes(tmp_path / "corpus", 99), store, crew)
    sizes = [len(batch) for batch in crew.batches]
    assert sum(sizes) == 99
    assert max(sizes) > 5, "a part ends before"
    assert sizes[-3:] == sorted(sizes[-3:], reverse=True)
    assert sizes[-1] <= 2


def change(corpus: Path) -> None:
    (corpus / "note-05.md").write_text("Nine countries sent 40 tanks.")


def remove(corpus: Path) -> None:
    (corpus / "note-11.md").unlink()


def add_first(corpus: Path) -> None:
    (corpus / "aaa.txt").write_text("Nine countries sent 40 tanks.")


def rename(corpus: Path) -> None:
    (corpus / "note-02.md").rename(corpus / "zzz.md")


@pytest.mark.parametrize("step", [change, remove, add_first, rename])
def test_after_a_change_the_store_equals_a_new_one(
    corpus: Path, store: Path, step: Callable[[Path], None]
) -> None:
    built(corpus, store)
    step(corpus)
    crew = Here()
    outcome, _ = built(corpus, store, crew)
    built(corpus, store.with_name("new"))
    assert contents(store) == contents(store.with_name("new"))
    assert outcome.read <= 1
    assert outcome.dropped == (step in (remove, rename))


class Stopped(KeyboardInterrupt):
    """Something ended the build."""


@pytest.mark.parametrize("moment", [1, 2, 5, 9, 20, 37])
def test_stopped_at_any_write_and_resumed_it_equals_an_unbroken_one(
    corpus: Path, store: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    built(corpus, store.with_name("whole"))
    writes, write = 0, files.write_whole

    def interrupted(path: Path, content: bytes) -> None:
        nonlocal writes
        writes += 1
        if writes == moment:
            raise Stopped
        write(path, content)

    for module in (weaving, parts):
        monkeypatch.setattr(module, "write_whole", interrupted)
    with pytest.raises(Stopped):
        built(corpus, store)
    assert contents(store) == {}, "nothing is in sight before the end"
    kept = sum(
        files.unpacked_table(path, "texts").num_rows
        for path in (store / ".build" / "batches").glob("*.zip")
    )
    outcome, _ = built(corpus, store)
    assert contents(store) == contents(store.with_name("whole"))
    assert (outcome.kept >= kept, outcome.read + outcome.kept) == (True, COUNT)


@pytest.mark.parametrize("broken", ["figures", "batches"])
def test_what_is_damaged_is_read_again(corpus: Path, store: Path, broken: str) -> None:
    built(corpus, store)
    whole = contents(store)
    for path in (store / "figures").iterdir():
        path.write_bytes(b"")
    if broken == "batches":
        shutil.rmtree(store / "figures")
    outcome, _ = built(corpus, store)
    assert contents(store) == whole
    assert outcome.read == COUNT


def test_a_part_that_went_bad_is_told_of_and_read_again(corpus: Path, store: Path) -> None:
    built(corpus, store)
    whole = contents(store)
    for path in (store / "sentences").iterdir():
        path.write_bytes(bytes(path.stat().st_size))
    change(corpus)
    with pytest.raises(CorpusError, match="damaged; the same command reads again"):
        built(corpus, store)
    (corpus / "note-05.md").unlink()
    write_notes(corpus, COUNT)
    for _ in range(2):
        built(corpus, store)
    assert contents(store).keys() == whole.keys()


def test_another_corpus_does_not_take_the_place_of_the_first(corpus: Path, store: Path) -> None:
    built(corpus, store)
    other = write_notes(corpus.with_name("other"), 2)
    with pytest.raises(CorpusError, match="--replace"):
        built(other, store)
    assert len(rows(store)["documents"]) == COUNT
    outcome, _ = built(other, store, replace=True)
    assert (outcome.dropped, len(rows(store)["documents"])) == (COUNT - 2, 2)


def test_an_empty_corpus_does_not_empty_the_store(corpus: Path, store: Path) -> None:
    built(corpus, store)
    before = contents(store)
    for path in corpus.iterdir():
        path.unlink()
    with pytest.raises(CorpusError, match="no document is there"):
        built(corpus, store)
    assert contents(store) == before


def test_a_corpus_of_which_nothing_can_be_read_does_not_empty_the_store(
    corpus: Path, store: Path
) -> None:
    built(corpus, store)
    before, texts = contents(store), {path: path.read_bytes() for path in corpus.iterdir()}
    for path in texts:
        path.write_bytes(b"\0")
    with pytest.raises(CorpusError) as told:
        built(corpus, store)
    kept = f"none of its documents can be read; {store} stays as it was, with {COUNT} documents"
    assert str(told.value) == f"{corpus}: {kept}"
    assert contents(store) == before
    for path, text in texts.items():
        path.write_bytes(text)
    built(corpus, store)
    assert contents(store) == before


@pytest.mark.parametrize("key", ["schema_version", "columns_sha256"])
def test_a_store_of_another_schema_is_refused(corpus: Path, store: Path, key: str) -> None:
    built(corpus, store)
    told = json.loads((store / NAME).read_text())
    told[key] = 0
    (store / NAME).write_text(json.dumps(told))
    before = contents(store)
    for use in (lambda: built(corpus, store), lambda: open_store(store)):
        with pytest.raises(CorpusError, match=r"columns of schema version .*into a new folder"):
            use()
    assert contents(store) == before


def test_other_topic_words_make_everything_unread(corpus: Path, store: Path) -> None:
    built(corpus, store)
    words = Words("mine.toml", b'[housing]\n4 = ["housing", "hospitals"]\n')
    outcome, _ = built(corpus, store, words=words)
    assert outcome.read == COUNT
    assert "housing" in {row["topic"] for row in rows(store)["figures"]}
    told = json.loads((store / NAME).read_text())["extractor"]
    assert told["topics_sha256"] == sha256(words.content).hexdigest()
    assert built(corpus, store, words=words)[0].read == 0


def test_a_document_that_a_worker_fails_at_is_a_failure_and_tried_again(
    corpus: Path, store: Path
) -> None:
    def fragile(batch: list[weaving.Asked], manner: Manner) -> object:
        if any(a.doc_id == "note-07" and a.entry.form == "file" for a in batch):
            raise MemoryError
        return read_batch(batch, manner)

    _, heard = built(corpus, store, Here(fragile))
    reason = "reading it failed (MemoryError); the next build tries it again"
    assert failures(store) == {"note-07.md": reason}
    assert f"note-07.md: {reason}" in heard
    assert len(rows(store)["documents"]) == COUNT - 1
    outcome, _ = built(corpus, store)
    assert (outcome.read, failures(store)) == (1, {})
    built(corpus, store.with_name("new"))
    assert contents(store) == contents(store.with_name("new"))


def test_a_worker_with_another_program_ends_the_build(corpus: Path, store: Path) -> None:
    def without(*_: object) -> object:
        raise ModuleNotFoundError("No module named 'analysis'")

    with pytest.raises(CorpusError, match="another version of newsfigures or none"):
        built(corpus, store, Here(without))


def test_a_corpus_full_of_traps_is_built_with_a_line_for_each(corpus: Path, store: Path) -> None:
    (corpus / "blob.txt").write_bytes(bytes(range(256)) * 40)
    (corpus / "german.txt").write_text("Die Regierung gab in diesem Jahr vier Panzer ab. " * 5)
    (corpus / "cp1252.txt").write_bytes("The café paid €5 million.".encode("cp1252"))
    (corpus / "rows.jsonl").write_text(
        '{"id": "note-03", "text": "Six men paid €6 million."}\n'
        '{"id": "late", "text": "Six men paid €6 million.", "date": "soon"}\n'
        '{"id": "fine", "text": "Six men paid €6 million.", "date": "2025-09-05"}\n'
        "not json\n"
    )
    (corpus / os.fsdecode(b"caf\xe9.txt")).write_text("Five men paid €9 million.")
    with zipfile.ZipFile(corpus / "traps.zip", "w") as archive:
        archive.writestr("../../out.txt", "Five men.")
        archive.writestr("in.txt", "Five men paid €5 million.")
    around = {path for path in corpus.parent.rglob("*") if store not in path.parents}
    outcome, heard = built(corpus, store)
    reasons = failures(store)
    assert {name: reason.split(";")[0] for name, reason in reasons.items()} == {
        "blob.txt": "this is not a text file",
        "german.txt": "the text is in German",
        "rows.jsonl#note-03": "another document is called 'note-03' too",
        "rows.jsonl#late": "the date in column 'date' is none or could be two days",
        "rows.jsonl#4": "the line is no JSON object",
        "traps.zip/../../out.txt": "its path leads out of the archive",
    }
    assert all(f"newsfigures: {name}: {reason}\n" in heard for name, reason in reasons.items())
    assert outcome.counts["documents"] == COUNT + 5
    days = {row["doc_id"]: row["published"] for row in rows(store)["documents"]}
    assert days["fine"] == datetime(2025, 9, 5)
    now = {path for path in corpus.parent.rglob("*") if store not in path.parents}
    assert now - around == {store}, "nothing is written anywhere else"
