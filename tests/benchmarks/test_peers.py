"""Libraries take turns on the same sentences, and commands tell what they cost."""

import random
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from benchmarks import peers, worker
from benchmarks.children import cost_of, python
from benchmarks.newslike import articles, varied
from benchmarks.peers import Racer, race, speed_table


def test_racers_answer_once_a_round() -> None:
    here = Path(sys.executable)
    rounds = [["They paid 12 euros.", "In 2019 they paid 14."]] * 3
    seconds = race([Racer("we", here, "ours"), Racer("tone", here, "our_tone")], rounds)
    assert [len(taken) for taken in seconds] == [3, 3]
    assert all(second > 0 for taken in seconds for second in taken)


def test_a_racer_that_fails_is_no_winner() -> None:
    with pytest.raises(RuntimeError, match="no answer"):
        race([Racer("none", Path(sys.executable), "nobody")], [["They paid 12 euros."]])


def test_the_median_round_counts() -> None:
    here = Path(sys.executable)
    racers = [Racer("ours", here, "ours"), Racer("a", here, "peer"), Racer("b", here, "peer")]
    table, measures = speed_table(racers, [[0.1, 0.2, 0.1], [1.0, 1.0, 1.0], [2.0, 2.0, 2.0]], 100)
    assert measures == {"speed": 1000.0, "lead over a": 10.0, "lead over b": 20.0}
    assert "| b | 50 | 50 to 50 | 20.0 × as fast |" in table


def test_bars_name_measures_of_the_race() -> None:
    read = [
        tomllib.loads((peers.HERE / name).read_text("utf-8"))
        for name in ("bars.toml", "peers.toml")
    ]
    leads = {bar["measure"] for bar in read[0]["speed"] if bar["measure"].startswith("lead")}
    assert leads
    assert leads <= {f"lead over {peer['name']}" for peer in read[1]["peer"]}


def test_every_peer_has_a_reader() -> None:
    listed = tomllib.loads((peers.HERE / "peers.toml").read_text(encoding="utf-8"))["peer"]
    assert {peer["reader"] for peer in listed} <= worker.READERS.keys()
    assert len({peer["folder"] for peer in listed}) == len(listed)


def test_a_command_has_its_cost() -> None:
    cost = cost_of(python("-c", "print(sum(range(100_000)))"))
    assert cost.seconds > 0
    assert cost.megabytes > 1


def test_a_command_that_fails_has_none() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        cost_of(python("-c", "raise SystemExit(3)"))


def test_numbers_vary_and_years_stay() -> None:
    written = "In 2024 they paid 1,200 euros on 3 May."
    text = varied(written, random.Random(7))  # noqa: S311 - the same every time
    assert text.startswith("In 2024 they paid ")
    assert text != written
    assert len(text) == len(written)


def test_articles_are_as_many_as_asked_for_and_always_the_same() -> None:
    texts = list(articles(30_000))
    bodies = [text.rpartition("\n---\n")[2] for text in texts]
    assert sum(map(len, bodies)) >= 30_000 > sum(map(len, bodies[:-1]))
    assert texts == list(articles(30_000))
    assert len(set(bodies)) == len(bodies)
