"""The texts that the browser tests serve and upload, with sentences of their own."""

from pathlib import Path

HARBOUR = """---
title: Harbour towns count the cost
published: 2025-06-03
sources:
  - publisher: The Harbour Gazette
    date: 2025-06-03
    url: https://example.org/harbour
---

France will spend €40 billion on harbours this year. Germany plans to give Ukraine €9 billion in
military aid. Poland pledged to send 5,000 soldiers to Lithuania.

The United States imposed tariffs of 15 percent on imports from Brazil. Unemployment in Spain rose
by 2 percent. Nobody asked about the weather.

Norway delivered 12 air defence systems to Ukraine. Britain and Estonia confirmed that they would
send ground troops. Italy said it would borrow at least €3 billion.
"""

MARKET = """---
title: A week on the market
published: 2025-07-11
sources:
  - publisher: Market Notes
    date: 2025-07-11
    url: https://example.org/market
---

Japan pledged to invest $550 billion in America. Canada paid $2 billion for weapons. Brussels
proposed a budget of €100 billion. India denied that it had spent $70 million on oil.

Prices in Japan rose by 3 percent. A terrible loss of 20 percent hit German exporters. It was a
happy week for sailors.
"""

HOSTILE_TITLE = "=SUM(A1:A9) <b>bold</b> & *stars* $x$ :red[hot] 🎉"
HOSTILE_SENTENCE = (
    "The mayor of Bern promised <img src=x onerror=alert(1)> *exactly* $7 million "
    "for :red[roofs] & `schools` 🎉 at $y$."
)
HOSTILE = f"{HOSTILE_TITLE}\n\n{HOSTILE_SENTENCE}\n\n=cmd|' /C calc'!A0 costs Norway 4,321 boats.\n"

ARTICLE = """A budget for the islands

Iceland will spend €123 million on lighthouses. Its parliament approved a rise of 6 percent.
"""
GERMAN = (
    "Die Regierung hat am Montag beschlossen, dass im kommenden Jahr deutlich mehr Geld für die "
    "Häfen ausgegeben werden soll, obwohl die Opposition heftig widersprochen hatte."
)


def write_texts(folder: Path) -> Path:
    """Write the texts that the server is started with; return their folder."""
    for name, text in (("harbour.md", HARBOUR), ("market.md", MARKET)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder
