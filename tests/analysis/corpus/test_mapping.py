"""Arrays of a store are kept in whole files, each for one manifest and one program."""

import os
import signal
import subprocess
import sys
from collections import namedtuple
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import numpy as np
import pytest

from analysis.__main__ import main
from analysis.arrays import Array
from analysis.command_line import BAD_INPUT
from analysis.corpus.errors import CorpusError
from analysis.corpus.store import mapping, serving
from analysis.corpus.store.mapping import (
    A_DAY,
    UNFINISHED,
    Kept,
    MappedFiles,
    mapped,
    opened,
    write_arrays,
)
from analysis.corpus.store.serving import servable, tables_of_store
from analysis.positions import places_of
from analysis.schema import Tables
from analysis.selection import Selection
from tests.dashboard.sample_tables import sample_tables
from tests.stored import stored

PLAIN = sample_tables()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return stored(PLAIN, tmp_path / "store")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def mapped_tables(store: Path, cache: Path) -> Tables:
    return tables_of_store(servable(store), cache, mapped_from=0)


def folders(cache: Path) -> list[Path]:
    return sorted(path for path in cache.glob("*/*") if path.is_dir())


def numbers() -> Iterator[tuple[str, Array]]:
    yield "ranks", np.arange(5, dtype=np.int16)
    yield "days", np.array(["2026-11-30", "NaT"], dtype="datetime64[s]")
    yield "none", np.zeros(0)
    yield "flags", np.array([True, False])


def never() -> Iterator[tuple[str, Array]]:
    raise AssertionError("it was there already")
    yield "", np.zeros(0)


def test_arrays_come_back_as_they_were_and_cannot_be_changed(tmp_path: Path) -> None:
    files = MappedFiles(tmp_path)
    first, again = files.kept("some numbers", numbers), files.kept("some numbers", never)
    for name, array in numbers():
        for found in (first, again):
            assert found[name].dtype == array.dtype
            np.testing.assert_array_equal(found[name], array)
    with pytest.raises(ValueError, match="read-only"):
        again["ranks"][0] = 1


def test_what_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    def half() -> Iterator[tuple[str, Array]]:
        yield "ranks", np.arange(5)
        raise ArithmeticError("no more")

    with pytest.raises(ArithmeticError, match="no more"):
        write_arrays(tmp_path / "half.arrays", half())
    assert not list(tmp_path.iterdir())


KILLED = """
import os, signal, sys
from pathlib import Path
import numpy as np
from analysis.corpus.store.mapping import write_arrays
def half():
    yield "ranks", np.arange(100_000)
    os.kill(os.getpid(), signal.SIGKILL)
    yield "more", np.arange(5)
write_arrays(Path(sys.argv[1]), half())
"""


def test_a_server_killed_while_it_writes_leaves_no_file_that_is_read(tmp_path: Path) -> None:
    file = tmp_path / "ranks.arrays"
    done = subprocess.run([sys.executable, "-c", KILLED, str(file)], check=False)
    assert done.returncode == -signal.SIGKILL
    (left,) = tmp_path.iterdir()
    assert left.name.endswith(UNFINISHED)
    assert mapped(file) is None
    assert MappedFiles(tmp_path).kept("ranks", numbers)["ranks"].tolist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("length", [0, 10, 200, -1])
def test_a_file_cut_short_is_made_anew(tmp_path: Path, length: int) -> None:
    file = tmp_path / "ranks.arrays"
    write_arrays(file, numbers())
    file.write_bytes(file.read_bytes()[:length])
    assert mapped(file) is None
    assert MappedFiles(tmp_path).kept("ranks", numbers)["flags"].tolist() == [True, False]


def test_two_servers_that_make_the_same_both_finish(tmp_path: Path) -> None:
    barrier = Barrier(2, timeout=60)

    def at_once() -> Iterator[tuple[str, Array]]:
        yield "ranks", np.arange(3)
        barrier.wait()
        yield "more", np.arange(4)

    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(MappedFiles(tmp_path).kept, "ranks", at_once) for _ in range(2)]
        assert [one.result()["more"].tolist() for one in both] == [[0, 1, 2, 3]] * 2
    assert [path.name for path in tmp_path.iterdir()] == ["ranks.arrays"]


def test_a_store_is_arranged_once(
    store: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = mapped_tables(store, cache)
    places_of(first).figure_of.fill()
    files = {path: path.stat().st_mtime_ns for path in cache.rglob("*.arrays")}
    monkeypatch.setattr(mapping, "write_arrays", never)
    again = mapped_tables(store, cache)
    places_of(again).figure_of.fill()
    assert {path: path.stat().st_mtime_ns for path in cache.rglob("*.arrays")} == files
    assert again.figures["topic"].tolist() == PLAIN.figures["topic"].tolist()


def test_nothing_is_written_into_the_store(store: Path, cache: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in store.rglob("*")}
    Selection(topic=("aid",)).apply(mapped_tables(store, cache)).frames()
    assert {path: path.stat().st_mtime_ns for path in store.rglob("*")} == before


def test_arrays_of_another_manifest_are_deleted_and_not_used(store: Path, cache: Path) -> None:
    before = mapped_tables(store, cache)
    (old,) = folders(cache)
    aid = Selection(document=(PLAIN.documents["doc_id"].iloc[0],)).apply(PLAIN)
    for path in sorted(store.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    stored(aid, store)
    after = mapped_tables(store, cache)
    (new,) = folders(cache)
    assert new != old
    assert after.figures["figure_id"].tolist() == aid.figures["figure_id"].tolist()
    assert before.figures["topic"].tolist() == PLAIN.figures["topic"].tolist()  # still mapped


def test_arrays_of_another_program_are_not_used(
    store: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mapped_tables(store, cache)
    (old,) = folders(cache)
    monkeypatch.setattr(mapping, "code_sha256", lambda: "another")
    mapped_tables(store, cache)
    assert folders(cache) != [old]


def test_what_a_killed_server_left_goes_after_a_day(store: Path, cache: Path) -> None:
    mapped_tables(store, cache)
    (folder,) = folders(cache)
    fresh, old = folder / f".fresh{UNFINISHED}", folder / f".old{UNFINISHED}"
    for part in (fresh, old):
        part.write_bytes(b"x")
    seconds = old.stat().st_mtime - A_DAY - 1
    os.utime(old, (seconds, seconds))
    mapped_tables(store, cache)
    assert fresh.exists()
    assert not old.exists()


def test_a_folder_that_cannot_be_written_to_is_one_line(
    store: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serving.files_of, "__defaults__", (None, 0))
    cache.write_text("a file, no folder")
    assert main(["serve", str(store), "--cache", str(cache)]) == BAD_INPUT
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "cannot be written there" in said
    assert "--cache" in said


def test_a_disk_without_room_is_said_before_anything_is_written(
    store: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "free")
    monkeypatch.setattr(mapping.shutil, "disk_usage", lambda _: usage(10))
    with pytest.raises(CorpusError, match=r"needs about 1\.0 GB there, and 0\.0 GB are free"):
        opened(store, cache, 10**9 // mapping.BYTES_PER_FIGURE)
    assert not list(cache.rglob("*.arrays"))


def test_a_disk_that_fills_up_while_somebody_reads_is_no_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise CorpusError("no space left")

    monkeypatch.setattr(mapping, "write_arrays", full)
    assert Kept(MappedFiles(tmp_path)).kept("ranks", numbers)["ranks"].tolist() == [0, 1, 2, 3, 4]
