"""Cut the written guides of docs/ into the sections that the page Method shows."""

import re
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"
_LINK = re.compile(r"\[(?P<words>[^\]]+)\]\((?!https?:)[^)]*\)")
_CONTENTS = re.compile(r"^\*\*Contents\*\*:.*?(?=^$)", re.MULTILINE | re.DOTALL)
_SECTION = re.compile(r"^## (?P<title>.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """A part of a guide: its heading (plain words) and its Markdown, which is our own."""

    title: str
    text: str


def sections(markdown: str) -> tuple[Section, ...]:
    """Return the sections of a guide, what stands before the first heading left out.

    Links within docs/ lead nowhere in the browser, so their words are left alone.

    >>> sections("# Guide\\n\\n## The table `a`\\n\\nSee [there](b.md) and [us](https://x.org).")
    (Section(title='The table a', text='See there and [us](https://x.org).'),)
    """
    cut = _SECTION.split(_LINK.sub(r"\g<words>", _CONTENTS.sub("", markdown)))
    titles, texts = cut[1::2], cut[2::2]
    return tuple(
        Section(title.replace("`", "").strip(), text.strip())
        for title, text in zip(titles, texts, strict=True)
    )


def guide(name: str) -> tuple[Section, ...]:
    """Return the sections of docs/``name``, none where the guides are not installed beside us."""
    path = DOCS / name
    return sections(path.read_text(encoding="utf-8")) if path.is_file() else ()
