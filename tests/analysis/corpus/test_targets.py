"""What a store is written to may be full, read-only, in use or somebody else's."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from analysis.corpus import CorpusError
from analysis.corpus.store import parts
from analysis.corpus.store.journal import Journal
from tests.analysis.corpus.made import built, contents, rows, write_notes

COUNT = 6


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.fsync", lambda _: None)  # nobody pulls the plug here


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_notes(tmp_path / "corpus", COUNT)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def change(corpus: Path) -> None:
    (corpus / "note-05.md").write_text("Nine countries sent 40 tanks.")


def test_a_second_build_at_once_is_refused(corpus: Path, store: Path) -> None:
    built(corpus, store)
    before = contents(store)
    held = Journal(store / ".build" / "journal.sqlite")
    with pytest.raises(CorpusError) as told:
        built(corpus, store)
    held.close()
    assert str(told.value) == f"{store}: another build is writing there; wait for it or stop it"
    assert contents(store) == before
    assert built(corpus, store)[0].kept == COUNT


@pytest.mark.parametrize(
    "error",
    [OSError(28, "No space left on device"), sqlite3.OperationalError("database or disk is full")],
    ids=["file", "journal"],
)
def test_a_full_disk_leaves_the_old_store(
    corpus: Path, store: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    built(corpus, store)
    before = contents(store)
    change(corpus)

    def fail(*_: object) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(parts, "write_whole", fail)
        with pytest.raises(CorpusError, match=r"cannot be written to .*what was read so far"):
            built(corpus, store)
    assert contents(store) == before
    assert len(rows(store)["documents"]) == COUNT
    assert built(corpus, store)[0].read == 0, "the batch was kept"
    assert contents(store) != before


def test_a_target_that_cannot_be_written_to_is_one_line(corpus: Path, store: Path) -> None:
    store.write_text("a file")
    with pytest.raises(CorpusError, match="cannot be opened"):
        built(corpus, store)
    assert store.read_text() == "a file"


def test_a_store_that_has_become_read_only_stays_and_is_one_line(
    corpus: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(corpus, store)
    before = contents(store)
    change(corpus)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "touch", refuse)
        with pytest.raises(CorpusError) as told:
            built(corpus, store)
    assert str(told.value) == f"{store}: cannot be written to (Read-only file system)"
    assert contents(store) == before
    assert built(corpus, store)[0].read == 1


def test_a_folder_with_other_files_is_left_alone(corpus: Path, store: Path) -> None:
    store.mkdir()
    (store / "letter.txt").write_text("mine")
    with pytest.raises(CorpusError, match="holds other files"):
        built(corpus, store)
    assert os.listdir(store) == ["letter.txt"]


def test_a_store_without_its_journal_is_built_anew(corpus: Path, store: Path) -> None:
    built(corpus, store)
    before = contents(store)
    shutil.rmtree(store / ".build")
    assert built(corpus, store)[0].read == COUNT
    assert contents(store) == before


def test_a_damaged_journal_says_how_to_go_on(corpus: Path, store: Path) -> None:
    built(corpus, store)
    before, journal = contents(store), store / ".build" / "journal.sqlite"
    journal.write_text("no journal, but longer than nothing")
    with pytest.raises(CorpusError) as told:
        built(corpus, store)
    assert str(told.value).endswith(f"without {journal} the same command reads everything anew")
    journal.unlink()
    assert built(corpus, store)[0].read == COUNT
    assert contents(store) == before
