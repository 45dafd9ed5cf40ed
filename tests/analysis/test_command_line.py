import csv
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import command_line
from analysis.__main__ import main
from analysis.schema import TABLES

BROKEN_PDF = "this PDF file is damaged; open it in a PDF reader and print it into a new one"

NO_FILE = "no .txt, .md, .html, .htm, .pdf or .docx file is in this folder"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "tanks.txt").write_text("Nine countries sent tanks.")
    (folder / "aid.md").write_text("# Aid\n\nFour countries sent money.")
    return folder


def test_extract_writes_every_table(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = texts.parent / "new" / "tables"
    assert main(["extract", str(texts), "--out", str(out)]) == 0
    assert sorted(os.listdir(out)) == sorted(f"{name}.csv" for name in (*TABLES, "claims"))
    assert (out / "documents.csv").read_text().count("\n") == 3
    heard = capsys.readouterr()
    read, written = "read 2 texts, 3 sentences, 2 figures", len(TABLES) + 1
    assert heard.out == f"{read}; wrote {written} tables to {out}\n"
    assert heard.err == ""


def test_extract_converts_money_where_it_is_asked_to(texts: Path) -> None:
    (texts / "aid.md").write_text("---\ndate: 2014-03-30\n---\n\nCanada sent €2 million.")
    out = texts.parent / "tables"
    assert main(["extract", str(texts), "--out", str(out)]) == 0
    assert "converted" not in (out / "figures.csv").read_text()
    assert main(["extract", str(texts), "--out", str(out), "--convert", "usd"]) == 0
    with (out / "figures.csv").open(newline="") as file:
        (money,) = [row for row in csv.DictReader(file) if row["kind"] == "money"]
    told = ("value", "currency", "converted_value", "converted_currency", "rate", "rate_date")
    expected = ["2000000", "EUR", "2751800", "USD", "1.3759", "2014-03-28"]
    assert [money[name] for name in told] == expected


def test_a_currency_without_conversion_is_one_line_and_exit_code_2(
    texts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = texts.parent / "tables"
    assert main(["extract", str(texts), "--out", str(out), "--convert", "UAH"]) == 2
    line = "newsfigures: --convert 'UAH': amounts can be converted to EUR or USD\n"
    assert capsys.readouterr() == ("", line)
    assert not out.exists()


@pytest.mark.parametrize(
    ("form", "ending", "start"),
    [
        ("csv", "csv", b"doc_id,"),
        ("excel", "csv", b"\xef\xbb\xbfdoc_id,"),
        ("parquet", "parquet", b"PAR1"),
        ("json", "json", b'[\n{"doc_id": "aid", '),
    ],
)
def test_extract_in_each_format(texts: Path, form: str, ending: str, start: bytes) -> None:
    out = texts.parent / "tables"
    assert main(["extract", str(texts / "aid.md"), "--out", str(out), "--format", form]) == 0
    assert (out / f"documents.{ending}").read_bytes().startswith(start)


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(
    texts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (texts / "blank.txt").write_text(" ")
    out = texts.parent / "tables"
    assert main(["extract", str(texts), "--out", str(out)]) == 0
    heard = capsys.readouterr()
    reason = "the file is empty; save some text in it and try again"
    assert heard.err == f"newsfigures: {texts / 'blank.txt'}: {reason}\n"
    assert heard.out.startswith("read 2 texts, ")


@pytest.mark.parametrize(
    ("path", "out", "line"),
    [
        ("gone.txt", "tables", "gone.txt: no such file or folder"),
        ("blank.txt", "tables", "blank.txt: the file is empty; save some text in it and try again"),
        (
            "nothing",
            "tables",
            f"nothing: {NO_FILE}",
        ),
        ("a.pdf", "tables", f"a.pdf: {BROKEN_PDF}"),
        ("aid.md", "blank.txt", "blank.txt: cannot be made a folder (File exists)"),
        ("aid.md", "blank.txt/x", "blank.txt/x: cannot be made a folder (Not a directory)"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(
    texts: Path, capsys: pytest.CaptureFixture[str], path: str, out: str, line: str
) -> None:
    (texts / "blank.txt").write_text("")
    (texts / "a.pdf").write_text("%PDF")
    (texts / "nothing").mkdir()
    assert main(["extract", str(texts / path), "--out", str(texts / out)]) == 2
    heard = capsys.readouterr()
    assert (heard.out, heard.err) == ("", f"newsfigures: {texts}/{line}\n")
    assert not list(texts.rglob("*.csv"))


def test_a_folder_without_rights_is_refused_before_reading(
    texts: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert main(["extract", str(texts), "--out", str(texts)]) == 2
    reason = "cannot be written to (permission denied)"
    assert capsys.readouterr().err == f"newsfigures: {texts}: {reason}\n"


def test_a_full_disk_is_one_line_and_exit_code_2(
    texts: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(command_line, "write_tables", fail)
    assert main(["extract", str(texts), "--out", str(texts)]) == 2
    reason = "cannot be written to (No space left on device)"
    assert capsys.readouterr().err == f"newsfigures: {texts}: {reason}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["build"],
        ["extract"],
        ["extract", "a.txt"],
        ["extract", "a.txt", "--out", "b", "--format", "xml"],
        ["serve", "--port", "0"],
        ["serve", "--port", "70000"],
        ["serve", "--port", "http"],
    ],
)
def test_a_wrong_call_is_explained(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(arguments)
    assert exit_.value.code == 2
    assert "usage: newsfigures" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["extract", "--help"], ["serve", "--help"]])
def test_help_names_what_can_be_given(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(arguments)
    assert exit_.value.code == 0
    heard = capsys.readouterr().out
    wanted = {"--help": ["extract", "serve"], "extract": ["PATH", "--out DIR", "parquet", ".md"]}
    words = wanted.get(arguments[0], ["PATH", "--port", "--topics FILE"])
    assert [word for word in words if word not in heard] == []


class Server:
    """Stands in for a started server; ``interrupts`` says how often Ctrl-C is pressed."""

    def __init__(self, command: list[str], cwd: Path, *, interrupts: int = 0):
        self.command, self.cwd, self.interrupts = command, cwd, interrupts
        self.waits = 0
        self.ended = False

    def terminate(self) -> None:
        self.ended = True

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def wait(self) -> int:
        self.waits += 1
        if self.waits <= self.interrupts:
            raise KeyboardInterrupt
        return 0


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch) -> list[Server]:
    started: list[Server] = []

    def start(command: list[str], cwd: Path) -> Server:
        started.append(Server(command, cwd))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    return started


def test_serve_starts_the_dashboard_on_absolute_paths(
    texts: Path, servers: list[Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(texts)
    assert main(["serve", "aid.md", str(texts), "--port", "8600"]) == 0
    (server,) = servers
    app = Path(command_line.__file__).parents[1] / "dashboard" / "app.py"
    assert server.command[:5] == [sys.executable, "-m", "dashboard", "run", str(app)]
    split = server.command.index("--")
    assert server.command[split + 1 :] == [str(texts / "aid.md"), str(texts)]
    options = server.command[5:split]
    assert "--server.port=8600" in options
    assert "--server.address=127.0.0.1" in options
    assert "--browser.gatherUsageStats=false" in options
    assert (server.cwd / ".streamlit" / "config.toml").is_file()


def test_serve_without_paths_leaves_the_choice_to_the_dashboard(servers: list[Server]) -> None:
    assert main(["serve"]) == 0
    assert servers[0].command[-1] == "--"
    assert not [option for option in servers[0].command if option.startswith("--server.port")]


def test_serve_refuses_a_path_that_is_not_there(
    servers: list[Server], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "gone.txt"]) == 2
    assert capsys.readouterr().err == "newsfigures: gone.txt: no such file or folder\n"
    assert servers == []


def test_ctrl_c_waits_for_the_server_to_close(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server([], Path(), interrupts=1)
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: server)
    assert main(["serve"]) == 130
    assert server.waits == 2
    assert server.ended, "an interrupt that reaches us alone ends it too"


def test_serve_says_when_there_is_no_dashboard(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command_line, "find_spec", lambda _: None)
    assert main(["serve"]) == 2
    assert "the dashboard is not installed" in capsys.readouterr().err


def test_the_command_line_loads_neither_streamlit_nor_the_dashboard(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from analysis.command_line import _app, run\n"
        "assert _app().name == 'app.py'\n"
        "heavy = {'streamlit', 'dashboard', 'plotly'} & sys.modules.keys()\n"
        "assert not heavy, heavy\n"
        "sys.exit(run(['serve', 'gone.txt']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stderr == "newsfigures: gone.txt: no such file or folder\n"
    assert done.returncode == 2


def test_ending_serve_ends_its_server(servers: list[Server]) -> None:
    def wait(server: Server) -> int:
        signal.raise_signal(signal.SIGTERM)
        return -15 if server.ended else 0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Server, "wait", wait)
        assert main(["serve"]) == -15
    assert [server.ended for server in servers] == [True]


def test_extract_reads_topics_with_words_of_ones_own(texts: Path) -> None:
    words = texts.parent / "mine.toml"
    words.write_text('[parades]\n4 = ["tank"]\n')
    out = texts.parent / "tables"
    assert (
        main(["extract", str(texts / "tanks.txt"), "--out", str(out), "--topics", str(words)]) == 0
    )
    assert ",parades," in (out / "figures.csv").read_text()


@pytest.mark.usefixtures("servers")
@pytest.mark.parametrize("command", ["extract", "serve"])
@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("[parades]\n9 = ['tank']\n", "mine.toml:2: [parades] 9 is no weight (1 to 6)"),
        (None, "mine.toml: no such file"),
    ],
)
def test_topic_words_with_a_fault_are_refused_in_one_line(
    texts: Path,
    capsys: pytest.CaptureFixture[str],
    command: str,
    words: str | None,
    reason: str,
) -> None:
    file = texts.parent / "mine.toml"
    if words:
        file.write_text(words)
    out = ["--out", str(texts.parent / "tables")] if command == "extract" else []
    assert main([command, str(texts), *out, "--topics", str(file)]) == 2
    assert capsys.readouterr().err == f"newsfigures: {reason}\n"
    assert not (texts.parent / "tables").exists()


def test_serve_hands_topic_words_on(texts: Path, servers: list[Server]) -> None:
    words = texts / "mine.toml"
    words.write_text("[parades]\n4 = ['tank']\n")
    assert main(["serve", str(texts), "--topics", str(words)]) == 0
    assert servers[0].command[-3:] == ["--topics", str(words), str(texts)]


def test_serve_hands_the_file_of_decisions_on_and_makes_it(
    texts: Path, servers: list[Server]
) -> None:
    words, file = texts / "mine.toml", texts.parent / "desk.jsonl"
    words.write_text("[parades]\n4 = ['tank']\n")
    assert main(["serve", str(texts), "--review", str(file), "--topics", str(words)]) == 0
    given = ["--topics", str(words), "--review", str(file), str(texts)]
    assert servers[0].command[-5:] == given
    assert file.read_bytes() == b""


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("gone/desk.jsonl", "decisions cannot be kept here (no such file or directory)"),
        (".", "decisions cannot be kept here (is a directory)"),
        ("aid.md", "line 1: not a line of JSON"),
    ],
)
def test_serve_refuses_a_file_that_cannot_keep_decisions(
    texts: Path, servers: list[Server], capsys: pytest.CaptureFixture[str], name: str, reason: str
) -> None:
    before = (texts / "aid.md").read_bytes()
    assert main(["serve", str(texts), "--review", str(texts / name)]) == 2
    assert capsys.readouterr().err == f"newsfigures: {texts / name}: {reason}\n"
    assert servers == []
    assert (texts / "aid.md").read_bytes() == before
