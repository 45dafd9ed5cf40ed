"""Interrupted at any moment a command ends with one line and code 130, and never a traceback."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.interrupts import SIGNALS, STOPPED, caught_once, farewell, put_off

EVERY_SIGNAL = pytest.mark.parametrize("number", SIGNALS)

INTERRUPTED = """
import os, runpy, sys

class Interrupt:
    def find_spec(self, name, *_):
        if name == {module!r}:
            os.kill(os.getpid(), {number})

sys.meta_path.insert(0, Interrupt())
sys.argv = ["newsfigures", *{arguments!r}]
runpy.run_module({program!r}, run_name="__main__")
"""


def ended(code: str) -> tuple[int, str, str]:
    """Return the exit code, what was written and what was complained of."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@EVERY_SIGNAL
@pytest.mark.parametrize("command", ["build", "extract"])
def test_while_the_program_loads(number: signal.Signals, command: str) -> None:
    arguments, module = [command, "corpus", "store"], "analysis.command_line"
    code = INTERRUPTED.format(
        module=module, number=int(number), arguments=arguments, program="analysis"
    )
    assert ended(code) == (STOPPED, "", farewell(arguments))


@EVERY_SIGNAL
def test_while_dask_loads(number: signal.Signals, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("Nine countries sent 40 tanks.")
    arguments = ["build", str(tmp_path / "corpus"), str(tmp_path / "store"), "--workers", "1"]
    code = INTERRUPTED.format(
        module="distributed", number=int(number), arguments=arguments, program="analysis"
    )
    assert ended(code) == (STOPPED, "", farewell(arguments))
    assert not (tmp_path / "store").exists()


@EVERY_SIGNAL
def test_while_the_server_loads_it_leaves_the_word_to_the_command(number: signal.Signals) -> None:
    code = INTERRUPTED.format(
        module="streamlit", number=int(number), arguments=["run"], program="dashboard"
    )
    assert ended(code) == (STOPPED, "", "")


@EVERY_SIGNAL
def test_the_second_time_nothing_is_put_away_any_more(number: signal.Signals) -> None:
    code = f"""
import signal
from analysis.interrupts import caught_once
with caught_once():
    try:
        signal.raise_signal({int(number)})
    except KeyboardInterrupt:
        print("put away", flush=True)
        signal.raise_signal({int(number)})
        print("never")
"""
    assert ended(code) == (STOPPED, "put away\n", "")


@EVERY_SIGNAL
def test_what_is_put_off_comes_through_afterwards(number: signal.Signals) -> None:
    begun, told = signal.getsignal(number), []
    try:
        with caught_once(), put_off():
            signal.raise_signal(number)
            told.append("went on")
    except KeyboardInterrupt:
        told.append("stopped")
    assert told == ["went on", "stopped"]
    assert signal.getsignal(number) == begun


def test_what_the_parent_has_had_ignored_stays_ignored() -> None:
    code = """
import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
from analysis.interrupts import end_at_once
end_at_once("stopped")
signal.raise_signal(signal.SIGINT)
print("went on")
"""
    assert ended(code) == (0, "went on\n", "")
