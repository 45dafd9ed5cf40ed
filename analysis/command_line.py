"""The commands: ``extract`` writes tables, ``build`` makes a store, ``serve`` shows both."""

import argparse
import gc
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from analysis.corpus.command import add_build
from analysis.corpus.errors import CorpusError
from analysis.corpus.store.mapping import usual_folder
from analysis.corpus.store.serving import files_of, is_store, servable
from analysis.documents import ENDINGS, Failure, chosen_columns, read_documents
from analysis.exchange import ExchangeError, check, converted, targets
from analysis.interrupts import STOPPED, caught_once, farewell
from analysis.model import Document
from analysis.options import add_columns, add_topics
from analysis.packaging import FORMS, PACKAGE, write_tables
from analysis.reviewing import Journal, JournalError
from analysis.schema import Tables
from analysis.tables import analyse
from analysis.topics import Topics, load_topics
from analysis.vocabulary import VocabularyError

BAD_INPUT = 2
HIGHEST_PORT = 65_535

SETTINGS = (
    "--server.address=127.0.0.1",
    "--server.headless=true",
    "--browser.gatherUsageStats=false",
)
"""What must hold for the dashboard wherever it is started: it stays on this machine."""

_PATHS = f"files ({', '.join(ENDINGS)}), or folders that are searched for texts (not for tables)"


class CommandError(Exception):
    """The command cannot be carried out; the message is the one line that says why."""


def run(arguments: Sequence[str]) -> int:
    """Carry out a command and return its exit code: 0, 2 on bad input, 130 when interrupted."""
    options = _parser().parse_args(arguments)
    with caught_once():
        try:
            code: int = options.run(options)
        except (CommandError, CorpusError, VocabularyError) as error:
            _complain(str(error))
            return BAD_INPUT
        except KeyboardInterrupt:
            sys.stderr.write(farewell(arguments))
            return STOPPED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="newsfigures",
        description="Turn news articles into tables of every figure they state.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_extract(commands)
    add_build(commands)
    _add_serve(commands)
    return parser


def _add_extract(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    extract = commands.add_parser(
        "extract",
        help="write the tables of texts into a folder",
        description="Read English texts and write the tables of their figures into a folder.",
        epilog="A file that cannot be read is named on stderr and the others are read. "
        "Exit code 2: nothing could be read or written.",
    )
    extract.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=_PATHS)
    extract.add_argument(
        "--out", required=True, type=Path, metavar="DIR", help="folder to write into; made if new"
    )
    extract.add_argument(
        "--format",
        default="csv",
        choices=FORMS,
        help="csv (default); excel: CSV that opens cleanly in a spreadsheet; parquet; "
        "json: an array of records; package: one ZIP of CSV files with their description, which "
        "Frictionless tools check",
    )
    add_columns(extract)
    add_topics(extract)
    extract.add_argument(
        "--convert",
        type=str.upper,
        metavar="CURRENCY",
        help=f"add columns with the money in {' or '.join(targets())}, at the European Central "
        "Bank's rate of each text's day",
    )
    extract.set_defaults(run=_extract)


def _add_serve(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    serve = commands.add_parser(
        "serve",
        help="open the dashboard on texts or on a store",
        description="Open the dashboard, for this machine only, and print its address.",
    )
    serve.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help=f"{_PATHS}, or one store that build has made; default: the sample texts",
    )
    serve.add_argument("--port", type=_port, help="port to listen on (default: 8501)")
    add_columns(serve)
    add_topics(serve)
    serve.add_argument(
        "--review",
        type=Path,
        metavar="FILE",
        help="file that decisions of the page Review are kept in, made if new; several reviewers "
        "can use it at once",
    )
    serve.add_argument(
        "--cache",
        type=Path,
        metavar="FOLDER",
        help="where arrays of a large store are kept, on a disk of this machine "
        f"(default: {usual_folder()})",
    )
    serve.set_defaults(run=_serve)


def _port(written: str) -> int:
    if not written.isdecimal() or not 0 < int(written) <= HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{written!r} is no port (1 to {HIGHEST_PORT})")
    return int(written)


def _extract(options: argparse.Namespace) -> int:
    _check_currency(options.convert)
    _check_paths(options.paths)
    topics, columns = _topics(options.topics), _columns(options.columns)
    _check_folder(options.out)
    gc.freeze()  # what is loaded so far stays to the end: not to be searched for rubbish again
    tables = analyse(_readable(read_documents(options.paths, columns=columns)), topics=topics)
    if tables.documents.empty:
        return BAD_INPUT  # every file has been named with its reason
    if options.convert is not None:
        tables = converted(tables, options.convert)
    try:
        files = write_tables(tables, options.out, options.format)
    except OSError as error:
        raise CommandError(f"{options.out}: cannot be written to ({error.strerror})") from error
    wrote = PACKAGE if options.format == "package" else f"{len(files)} tables"
    sys.stdout.write(f"{_summary(tables)}; wrote {wrote} to {options.out}\n")
    return 0


def _topics(path: Path | None) -> Topics:
    try:
        return load_topics(path)
    except VocabularyError as error:
        raise CommandError(str(error)) from error


def _columns(assignments: Iterable[str]) -> dict[str, str]:
    try:
        return chosen_columns(assignments)
    except ValueError as error:
        raise CommandError(f"--column {error}") from error


def _check_currency(currency: str | None) -> None:
    try:
        if currency is not None:
            check(currency)
    except ExchangeError as error:
        raise CommandError(f"--convert {error}") from error


def _check_paths(paths: Iterable[Path]) -> None:
    for path in paths:
        if not path.exists():
            raise CommandError(f"{path}: no such file or folder")


def _check_review(path: Path | None) -> None:
    """Refuse a file that decisions cannot be kept in; one that is not there is made."""
    try:
        if path is not None:
            Journal(path)
    except JournalError as error:
        raise CommandError(str(error)) from error


def _check_folder(folder: Path) -> None:
    """Refuse a folder that cannot be written to, before any time is spent on reading."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"{folder}: cannot be made a folder ({error.strerror})") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise CommandError(f"{folder}: cannot be written to (permission denied)")


def _readable(found: Iterable[Document | Failure]) -> Iterator[Document]:
    """Yield the documents, and name each failure on stderr."""
    for item in found:
        if isinstance(item, Failure):
            _complain(f"{item.name}: {item.reason}")
        else:
            yield item


def _summary(tables: Tables) -> str:
    counts = {"text": tables.documents, "sentence": tables.sentences, "figure": tables.figures}
    parts = [f"{len(rows)} {word}{'' if len(rows) == 1 else 's'}" for word, rows in counts.items()]
    return f"read {', '.join(parts)}"


def _serve(options: argparse.Namespace) -> int:
    _check_paths(options.paths)
    _topics(options.topics)
    _columns(options.columns)
    _check_review(options.review)
    _check_store(options)
    app = _app()
    port = [] if options.port is None else [f"--server.port={options.port}"]
    given = [str(path.resolve()) for path in options.paths]
    for column in options.columns:
        given = ["--column", column, *given]
    for name in ("cache", "review", "topics"):
        if path := getattr(options, name):
            given = [f"--{name}", str(path.resolve()), *given]
    command = [sys.executable, "-m", "dashboard", "run", str(app), *SETTINGS, *port, "--", *given]
    # The project's folder, so that the rest of its Streamlit settings applies.
    with subprocess.Popen(command, cwd=app.parents[1]) as server:  # noqa: S603 - no shell, our own
        before = signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        try:
            return server.wait()
        except KeyboardInterrupt:  # Ctrl-C reaches the server too; a signal to us alone does not
            server.terminate()
            server.wait()
            raise
        finally:
            signal.signal(signal.SIGTERM, before)


def _check_store(options: argparse.Namespace) -> None:
    """Refuse a store that cannot be served, and what cannot go with one."""
    stores = [path for path in options.paths if is_store(path)]
    if not stores:
        return
    if len(options.paths) > 1:
        raise CommandError(f"{stores[0]}: a store is served alone; name nothing else")
    for name, value in (("--topics", options.topics), ("--column", options.columns)):
        if value:
            raise CommandError(f"{name}: a store has been read already; give it to build instead")
    store = servable(stores[0])
    files = files_of(store, options.cache)
    if files is not None and files.fresh:
        figures = store.manifest.counts["figures"]
        _complain(
            f"{stores[0]}: its {figures:,} figures are arranged first, once; that takes a minute "
            f"or two for ten million, and room in {options.cache or usual_folder()}"
        )


def _app() -> Path:
    """Return the dashboard's script, found without importing it: analysis works without it."""
    spec = find_spec("dashboard")
    if spec is None or spec.origin is None:
        raise CommandError("the dashboard is not installed; install the whole project")
    return Path(spec.origin).with_name("app.py")


def _complain(line: str) -> None:
    sys.stderr.write(f"newsfigures: {line}\n")
