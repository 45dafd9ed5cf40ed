"""The command ``newsfigures build``, as far as it needs no worker."""

import subprocess
import sys
from pathlib import Path

import pytest

from analysis.__main__ import main
from tests.analysis.corpus.made import built, contents, write_notes


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_notes(tmp_path / "corpus", 3)


def test_a_build_that_finds_nothing_new_starts_no_cluster(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store"
    built(corpus, store)
    before = contents(store)
    assert main(["build", str(corpus), str(store)]) == 0
    counts = "3 documents, 3 figures, 0 failed; read 0, kept 3, dropped 0"
    assert capsys.readouterr() == (f"{counts}; the store is {store}\n", "")
    assert contents(store) == before


def test_a_store_without_any_document_is_told_by_the_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").touch()
    built(tmp_path / "corpus", tmp_path / "store")
    assert main(["build", str(tmp_path / "corpus"), str(tmp_path / "store")]) == 2
    assert capsys.readouterr().out.startswith("0 documents, 0 figures, 1 failed; ")


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["{corpus}/gone", "{store}"], "{corpus}/gone: no such file or folder"),
        (
            ["{corpus}", "{corpus}/s"],
            "{corpus}/s: the store must lie outside of the corpus {corpus}",
        ),
        (["{corpus}", "{store}", "--topics", "gone.toml"], "gone.toml: no such file"),
        (["{corpus}", "{corpus}/note-00.md"], "{corpus}/note-00.md: the store must lie"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(
    corpus: Path, capsys: pytest.CaptureFixture[str], options: list[str], line: str
) -> None:
    named = {"corpus": corpus, "store": corpus.with_name("store")}
    assert main(["build", *(option.format(**named) for option in options)]) == 2
    heard = capsys.readouterr()
    assert heard.out == ""
    assert heard.err.startswith(f"newsfigures: {line.format(**named)}")
    assert heard.err.count("\n") == 1
    assert not named["store"].exists()


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["c"],
        ["c", "s", "--workers", "0"],
        ["c", "s", "--workers", "2", "--scheduler", "tcp://x"],
    ],
)
def test_a_wrong_call_is_explained(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["build", *options])
    assert exit_.value.code == 2
    assert "usage: newsfigures build" in capsys.readouterr().err


@pytest.mark.parametrize(
    "module", ["analysis", "analysis.__main__", "analysis.corpus", "dashboard"]
)
def test_dask_is_only_loaded_for_a_build(module: str) -> None:
    code = f"import sys, {module}; print([m for m in ('dask', 'distributed') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
