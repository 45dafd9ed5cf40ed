"""The file of decisions: torn lines, two writers, files that are none, disks that are full."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.reviewing import (
    ACCEPTED,
    CORRECTED,
    DECIDE,
    REJECTED,
    Entry,
    Journal,
    JournalError,
    LineError,
    read_file,
)
from analysis.reviewing.lines import line_of
from tests.analysis.reviewing.review_samples import IDS, corrected, decision

ENTRIES = [
    Entry("a", DECIDE, decision(IDS[0], ACCEPTED, "as the minister’s office says: €5 bn")),
    Entry("b", DECIDE, corrected(IDS[1], topic="energy", countries="PER", role="payer")),
    Entry("a", DECIDE, decision(IDS[2], REJECTED)),
]
LINES = [line_of(entry) for entry in ENTRIES]
LAST = LINES[-1]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "decisions.jsonl"


def test_what_is_written_is_read_by_everybody_once(path: Path) -> None:
    mine, other = Journal(path), Journal(path)
    mine.write(ENTRIES[:2])
    assert list(other.news().entries) == ENTRIES[:2]
    assert other.news().entries == ()
    other.write(ENTRIES[2:])
    assert list(mine.news().entries) == ENTRIES
    assert list(Journal(path).news().entries) == ENTRIES
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("length", range(len(LAST) + 1))
def test_a_file_torn_at_any_byte_keeps_every_whole_decision(path: Path, length: int) -> None:
    path.write_bytes(LINES[0] + LINES[1] + LAST[:length])
    whole = 2 + (length == len(LAST))
    journal = Journal(path)
    assert len(journal.news().entries) == whole
    assert len(read_file(path.read_bytes())) == 2 + (length >= len(LAST) - 1)
    journal.write([ENTRIES[0]])
    kept = 2 + (length >= len(LAST) - 1)
    assert path.read_bytes() == b"".join(LINES[:kept]) + LINES[0]
    assert len(journal.news().entries) == kept + 1 - whole


def test_a_file_torn_in_its_first_line_is_an_empty_one(path: Path) -> None:
    path.write_bytes(LINES[0][:40])
    journal = Journal(path)
    assert journal.news().entries == ()
    journal.write(ENTRIES)
    assert path.read_bytes() == b"".join(LINES)


def test_what_a_lost_block_left_is_cut_off(path: Path) -> None:
    path.write_bytes(LINES[0] + LINES[1][:30] + b"\0" * 5_000)
    Journal(path).write([ENTRIES[2]])
    assert path.read_bytes() == LINES[0] + LINES[2]


def test_half_a_line_that_somebody_is_writing_is_left_to_them(path: Path) -> None:
    path.write_bytes(LINES[0] + LINES[1][:50])
    journal = Journal(path)
    assert len(journal.news().entries) == 1
    with path.open("ab") as file:
        file.write(LINES[1][50:])
    assert list(journal.news().entries) == ENTRIES[1:2]


BROKEN = {
    "another text": (b"Dear editor,\n", "line 1: not a line of JSON"),
    "a text in one line": (b"Dear editor", "line 1: not a line of JSON"),
    "other JSON": (LINES[0] + b'{"a": 1}\n', "line 2: not a decision about a figure"),
    "a list": (b"[]\n", "line 1: not a decision about a figure"),
    "another version": (
        LINES[0].replace(b'"newsfigures_review": 1', b'"newsfigures_review": 9'),
        "line 1: written by another version",
    ),
    "a member gone": (LINES[0].replace(b'"quote"', b'"word"'), "line 1: quote is missing"),
    "another verdict": (
        LINES[0].replace(b'"accepted"', b'"perhaps"'),
        "line 1: 'perhaps' is none of open, accepted",
    ),
    "a column that is none": (LINES[1].replace(b'"topic"', b'"doc_id"'), "'doc_id' is no column"),
    "a country that is none": (LINES[1].replace(b'"PER"', b'"ATL"'), "'ATL' is no country"),
    "corrections of what was accepted": (
        LINES[1].replace(b'"corrected", "corrections"', b'"accepted", "corrections"'),
        "go together",
    ),
    "deep": (b"[" * 100_000 + b"\n", "line 1: not a line of JSON"),
    "not UTF-8": (b"\xff\xfe\n", "line 1: not a line of JSON"),
}


@pytest.mark.parametrize(("content", "reason"), BROKEN.values(), ids=BROKEN)
def test_a_file_that_is_none_of_ours_is_refused_and_left_alone(
    path: Path, content: bytes, reason: str
) -> None:
    path.write_bytes(content)
    with pytest.raises(JournalError) as refused:
        Journal(path)
    assert str(path) in str(refused.value)
    assert reason in str(refused.value)
    assert path.read_bytes() == content
    with pytest.raises(LineError, match="line "):
        read_file(content)


@pytest.mark.parametrize(
    ("place", "reason"),
    [("gone/decisions.jsonl", "no such file or directory"), (".", "is a directory")],
)
def test_a_place_that_cannot_be_written_to_is_said(tmp_path: Path, place: str, reason: str) -> None:
    with pytest.raises(JournalError, match=reason):
        Journal(tmp_path / place)


def test_a_full_disk_loses_nothing_and_leaves_no_half_line(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(path)
    journal.write(ENTRIES[:1])
    write, taken = os.write, []

    def fill(file: int, content: bytes) -> int:
        if taken:
            raise OSError(errno.ENOSPC, "No space left on device")
        taken.append(content[:20])
        return write(file, content[:20])

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", fill)
        with pytest.raises(JournalError, match="no space left"):
            journal.write(ENTRIES[1:2])
    assert taken == [LINES[1][:20]]
    assert path.read_bytes() == LINES[0]
    journal.write(ENTRIES[1:])
    assert path.read_bytes() == b"".join(LINES)


def test_a_file_taken_away_is_said_and_not_begun_anew(path: Path) -> None:
    journal = Journal(path)
    journal.write(ENTRIES)
    path.unlink()
    for act in (journal.news, lambda: journal.write(ENTRIES)):
        with pytest.raises(JournalError, match="no such file"):
            act()
    assert not path.exists()


def test_another_file_in_its_place_is_read_from_its_beginning(path: Path) -> None:
    journal = Journal(path)
    journal.write(ENTRIES)
    assert len(journal.news().entries) == 3
    other = path.with_name("other")
    other.write_bytes(LINES[0])
    other.replace(path)
    news = journal.news()
    assert (list(news.entries), news.anew) == (ENTRIES[:1], True)
    path.write_bytes(b"")
    assert journal.news().anew


WRITER = """
import sys
from pathlib import Path
from analysis.reviewing import Entry, Journal
from tests.analysis.reviewing.test_journal import ENTRIES
from dataclasses import replace
name, path, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
journal = Journal(path)
for number in range(count):
    decision = replace(ENTRIES[0].decision, note=f"{name}{number} " + "x" * 5000)
    journal.write([Entry(name, "decide", decision)])
"""
ROOT = Path(__file__).parents[3]


def _start(name: str, path: Path, count: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", WRITER, name, str(path), str(count)]
    return subprocess.Popen(command, cwd=ROOT)


def test_two_processes_write_at_once_and_no_line_is_lost_or_mixed(path: Path) -> None:
    count = 60
    writers = [_start(name, path, count) for name in ("ada", "eve")]
    assert [writer.wait() for writer in writers] == [0, 0]
    found = Journal(path).news().entries
    for name in ("ada", "eve"):
        notes = [one.decision.note.split()[0] for one in found if one.session == name]
        assert notes == [f"{name}{number}" for number in range(count)]
    assert len(path.read_bytes().splitlines()) == 2 * count


def test_a_writer_that_is_killed_leaves_a_file_to_go_on_with(path: Path) -> None:
    writer = _start("ada", path, 100_000)
    while not path.exists() or path.stat().st_size < 200_000:
        assert writer.poll() is None
    writer.kill()
    writer.wait()
    journal = Journal(path)
    before = journal.news().entries
    journal.write(ENTRIES)
    assert list(journal.news().entries)[-3:] == ENTRIES
    notes = [one.decision.note.split()[0] for one in before]
    assert notes == [f"ada{number}" for number in range(len(before))]


def test_lines_are_json_that_people_can_read() -> None:
    members = json.loads(LINES[1])
    assert members["verdict"] == CORRECTED
    assert members["corrections"]["topic"]["corrected"] == "energy"
    assert "€5 bn" in LINES[0].decode()
