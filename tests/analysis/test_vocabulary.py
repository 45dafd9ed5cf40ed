"""The word lists say everything once."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

FILES = sorted(
    file.name
    for file in resources.files("analysis").joinpath("data").iterdir()
    if file.name.endswith(".toml")
)
CODE = "".join(
    file.read_text(encoding="utf-8")
    for file in (Path(__file__).parents[2] / "analysis").rglob("*.py")
)
READ_WHOLE = {"topics.toml", "weights.toml"}
"""Files of which every list is read, whatever it is called."""


def repeats(content: object, place: str) -> Iterator[str]:
    """Yield what stands twice in one list of a TOML file, with the list's place.

    >>> list(repeats({"words": ["tax", "duty", "tax"]}, "x.toml"))
    ['x.toml.words: tax']
    """
    if isinstance(content, dict):
        for key, value in content.items():
            yield from repeats(value, f"{place}.{key}")
    elif isinstance(content, list):
        yield from (f"{place}: {word}" for word, n in Counter(map(str, content)).items() if n > 1)


@pytest.mark.parametrize("name", FILES)
def test_no_list_says_a_word_twice(name: str) -> None:
    text = resources.files("analysis").joinpath("data", name).read_text(encoding="utf-8")
    assert list(repeats(tomllib.loads(text), name)) == []


@pytest.mark.parametrize("name", sorted(set(FILES) - READ_WHOLE))
def test_every_list_is_read_by_somebody(name: str) -> None:
    text = resources.files("analysis").joinpath("data", name).read_text(encoding="utf-8")
    assert [key for key in tomllib.loads(text) if f'"{key}"' not in CODE] == []


def test_every_list_says_where_it_comes_from() -> None:
    data = resources.files("analysis").joinpath("data")
    told = data.joinpath("README.md").read_text(encoding="utf-8")
    assert [file.name for file in data.iterdir() if file.name not in told] == ["README.md"]
