"""Three invented texts as finished tables, for tests of what stands behind the extraction.

Offsets are looked up in the texts, so ``text[start:end] == quote`` holds by construction. One text
carries characters that HTML, Markdown, formulas and URLs give a meaning to.
"""

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from analysis.schema import TABLES, Tables, table

CONTEXT = 32


@dataclass(frozen=True)
class Fig:
    """One figure as written down by hand; ``countries`` is "DEU", "USA>EU" (payer>recipient)…"""

    quote: str
    kind: str
    numbers: tuple[float | None, float | None, float | None]
    topic: str
    status: str
    countries: str = ""
    role: str = "subject"
    qualifier: str = "exact"
    currency: str = ""
    unit: str = ""
    period: str = ""
    change: str = ""
    about: str = ""
    cue: str = ""
    speaker: str = ""
    confidence: float = 0.9


@dataclass(frozen=True)
class Line:
    """One sentence with TextBlob's numbers (``None`` where no word scores) and what it states."""

    text: str
    polarity: float | None = None
    figures: tuple[Fig, ...] = ()
    countries: str = ""
    topics: str = ""
    pledges: tuple[tuple[str, str, str, str], ...] = ()  # quote, iso3, what, stage
    tariff: tuple[str, str, str, str] | None = None  # imposer, target, goods, state
    driving: str = ""


@dataclass(frozen=True)
class Text:
    """One document; its lines are joined by blanks."""

    doc_id: str
    title: str
    source: str
    published: date | None
    lines: tuple[Line, ...]
    starts: tuple[int, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        starts, position = [], 0
        for line in self.lines:
            starts.append(position)
            position += len(line.text) + 1
        object.__setattr__(self, "starts", tuple(starts))

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


def exact(value: float) -> tuple[float, float, float]:
    return value, value, value


HARBOUR = Text(
    "harbour-talks",
    "Ministers meet at the harbour",
    "The Harbour Gazette",
    date(2025, 9, 2),
    (
        Line(
            "Ministers of more than 30 governments met on Monday.",
            0.5,
            (
                Fig(
                    "30 governments",
                    "count",
                    (30, 30, None),
                    "diplomacy",
                    "fact",
                    qualifier="more_than",
                    unit="government",
                    about="governments at the meeting",
                ),
            ),
            topics="diplomacy",
            driving="more",
        ),
        Line(
            "The European Union would like to raise some €800 billion for its armies.",
            0.0,
            (
                Fig(
                    "€800 billion",
                    "money",
                    exact(8e11),
                    "spending",
                    "proposed",
                    "EU",
                    "payer",
                    "approx",
                    "EUR",
                    about="armies of the Union",
                    cue="would like to",
                ),
            ),
            "EU",
            "spending",
        ),
        Line(
            "Germany set aside €1 trillion, a historic sum.",
            0.1,
            (
                Fig(
                    "€1 trillion",
                    "money",
                    exact(1e12),
                    "spending",
                    "planned",
                    "DEU",
                    "payer",
                    currency="EUR",
                    about="fund for roads and the army",
                    cue="set aside",
                ),
            ),
            "DEU",
            "spending",
            driving="historic",
        ),
        Line(
            "France plans cuts of €40 billion to €44 billion, less than feared.",
            -0.17,
            (
                Fig(
                    "€40 billion to €44 billion",
                    "money",
                    (None, 4e10, 4.4e10),
                    "cuts",
                    "planned",
                    "FRA",
                    "payer",
                    "range",
                    "EUR",
                    about="cuts",
                    cue="plans",
                ),
            ),
            "FRA",
            "cuts",
            driving="less",
        ),
        Line(
            "Berlin could save tens of billions of euros, Anna Weber warned.",
            None,
            (
                Fig(
                    "tens of billions of euros",
                    "money",
                    (None, 1e10, 1e11),
                    "cuts",
                    "hypothetical",
                    "DEU",
                    "payer",
                    "vague",
                    "EUR",
                    about="savings",
                    cue="could",
                    speaker="Anna Weber",
                ),
            ),
            "DEU",
            "cuts",
        ),
        Line(
            "Kyiv will buy American weapons worth $90 billion.",
            0.15,
            (
                Fig(
                    "$90 billion",
                    "money",
                    exact(9e10),
                    "arms",
                    "planned",
                    "UKR>USA",
                    "payer",
                    currency="USD",
                    about="American weapons",
                    cue="will",
                ),
            ),
            "UKR;USA",
            "arms",
            driving="worth",
        ),
        Line(
            "NATO already collects $1 billion per month for them.",
            None,
            (
                Fig(
                    "$1 billion",
                    "money",
                    exact(1e9),
                    "arms",
                    "fact",
                    "NATO",
                    "payer",
                    currency="USD",
                    period="per_month",
                    about="purchases through NATO",
                ),
            ),
            "NATO",
            "arms",
        ),
        Line(
            "In all, 26 countries promised help on land, at sea or in the air.",
            None,
            (
                Fig(
                    "26 countries",
                    "count",
                    exact(26),
                    "troops",
                    "pledged",
                    unit="country",
                    about="countries that promised help",
                    cue="promised",
                ),
            ),
            "",
            "troops",
            (
                ("26 countries", "", "land;sea", "pledged"),
                ("26 countries", "", "air", "pledged"),
            ),
        ),
        Line(
            "Britain, France and Estonia confirmed that they would send ground troops.",
            0.4,
            countries="GBR;FRA;EST",
            topics="troops",
            pledges=(
                ("Britain", "GBR", "land", "confirmed"),
                ("France", "FRA", "land", "confirmed"),
                ("Estonia", "EST", "land", "confirmed"),
            ),
            driving="confirmed",
        ),
        Line(
            "Italy refused to send soldiers.",
            None,
            countries="ITA",
            topics="troops",
            pledges=(("Italy", "ITA", "land", "refused"),),
        ),
        Line(
            "Norway has delivered at least 12 boats, and Poland offered up to 5,000 soldiers.",
            -0.3,
            (
                Fig(
                    "12 boats",
                    "count",
                    (12, 12, None),
                    "arms",
                    "fact",
                    "NOR",
                    "contributor",
                    "at_least",
                    unit="boat",
                    about="boats delivered",
                    cue="has delivered",
                ),
                Fig(
                    "5,000 soldiers",
                    "count",
                    (5000, None, 5000),
                    "troops",
                    "pledged",
                    "POL",
                    "contributor",
                    "at_most",
                    unit="soldier",
                    about="soldiers offered",
                    cue="offered",
                ),
            ),
            "NOR;POL",
            "troops;arms",
            (("12 boats", "NOR", "sea", "delivered"), ("5,000 soldiers", "POL", "land", "pledged")),
            driving="least",
        ),
        Line("The mood was good.", 0.7, driving="good"),
        Line("Nobody asked about the weather.", None),
    ),
)

TARIFFS = Text(
    "tariff-week",
    "A week of tariffs",
    "Market Notes",
    date(2025, 8, 1),
    (
        Line(
            "Washington levies 15 percent tariffs on European cars.",
            0.0,
            (
                Fig(
                    "15 percent",
                    "percent",
                    exact(15),
                    "tariffs",
                    "fact",
                    "USA>EU",
                    "imposer",
                    unit="percent",
                    about="tariffs on European cars",
                ),
            ),
            "USA;EU",
            "tariffs",
            tariff=("USA", "EU", "cars", "in force"),
        ),
        Line(
            "The White House threatened Brazil with a terrible tariff of 50 percent.",
            -1.0,
            (
                Fig(
                    "50 percent",
                    "percent",
                    exact(50),
                    "tariffs",
                    "hypothetical",
                    "USA>BRA",
                    "imposer",
                    unit="percent",
                    about="tariff on Brazil",
                    cue="threatened",
                ),
            ),
            "USA;BRA",
            "tariffs",
            tariff=("USA", "BRA", "", "threatened"),
            driving="terrible",
        ),
        Line(
            "America could charge India between 20 and 25 percent, traders fear.",
            None,
            (
                Fig(
                    "between 20 and 25 percent",
                    "percent",
                    (None, 20, 25),
                    "tariffs",
                    "hypothetical",
                    "USA>IND",
                    "imposer",
                    "range",
                    unit="percent",
                    about="tariff on India",
                    cue="could",
                    speaker="traders",
                ),
            ),
            "USA;IND",
            "tariffs",
            tariff=("USA", "IND", "", "threatened"),
        ),
        Line(
            "Britain bought gas for £2.5 billion, the ministry claims.",
            None,
            (
                Fig(
                    "£2.5 billion",
                    "money",
                    exact(2.5e9),
                    "energy",
                    "claimed",
                    "GBR",
                    "payer",
                    currency="GBP",
                    about="gas",
                    cue="claims",
                    speaker="the ministry",
                ),
            ),
            "GBR",
            "energy",
        ),
        Line(
            "Japan pledged to invest at least $550 billion in America.",
            -0.3,
            (
                Fig(
                    "$550 billion",
                    "money",
                    (5.5e11, 5.5e11, None),
                    "trade",
                    "pledged",
                    "JPN>USA",
                    "payer",
                    "at_least",
                    "USD",
                    about="investment in America",
                    cue="pledged",
                ),
            ),
            "JPN;USA",
            "trade",
            driving="least",
        ),
        Line(
            "Moscow denied that it had lost up to 400 billion roubles.",
            None,
            (
                Fig(
                    "400 billion roubles",
                    "money",
                    (4e11, None, 4e11),
                    "economy",
                    "denied",
                    "RUS",
                    "subject",
                    "at_most",
                    "RUB",
                    about="losses",
                    cue="denied",
                ),
            ),
            "RUS",
            "economy",
        ),
        Line(
            "Prices rose by 2.4 percent.",
            None,
            (
                Fig(
                    "2.4 percent",
                    "percent",
                    exact(2.4),
                    "economy",
                    "fact",
                    unit="percent",
                    change="up",
                    about="prices",
                ),
            ),
            topics="economy",
        ),
        Line(
            "NATO members pledged 5 percent of output, Mark Rutte said.",
            None,
            (
                Fig(
                    "5 percent",
                    "percent",
                    exact(5),
                    "spending",
                    "pledged",
                    "NATO",
                    "payer",
                    unit="percent",
                    about="share of output for defence",
                    cue="pledged",
                    speaker="Mark Rutte",
                ),
            ),
            "NATO",
            "spending",
        ),
        Line("It was an awful week for shops.", -1.0, driving="awful"),
    ),
)

LETTER = Text(
    "letter: 1 & <2>",
    "=A letter with $signs$ & <b>marks</b> 🎉",
    "",
    None,
    (
        Line(
            "The mayor of Bern promised <b>$5 *million*</b> 🎉 to all $chools$.",
            None,
            (
                Fig(
                    "<b>$5 *million*</b> 🎉",
                    "money",
                    exact(5e6),
                    "aid",
                    "pledged",
                    "CHE",
                    "payer",
                    currency="USD",
                    about="<i>all</i> $chools$",
                    cue="promised",
                    speaker="=the *mayor*",
                    confidence=0.5,
                ),
            ),
            "CHE",
            "aid",
        ),
        Line(
            "Repairs cost CHF 3 million a year, and about half of the voters were happy.",
            0.8,
            (
                Fig(
                    "CHF 3 million",
                    "money",
                    exact(3e6),
                    "spending",
                    "fact",
                    "CHE",
                    "payer",
                    currency="CHF",
                    period="per_year",
                    about="repairs",
                ),
                Fig(
                    "half of the voters",
                    "ratio",
                    exact(0.5),
                    "elections",
                    "fact",
                    "CHE",
                    qualifier="approx",
                    unit="times",
                    about="happy voters",
                ),
            ),
            "CHE",
            "spending;elections",
            driving="happy",
        ),
    ),
)

TEXTS = (HARBOUR, TARIFFS, LETTER)

NAMES = {
    "EU": ("The European Union", "European"),
    "DEU": ("Germany", "Berlin"),
    "FRA": ("France",),
    "UKR": ("Kyiv",),
    "USA": ("American", "Washington", "The White House", "America"),
    "NATO": ("NATO",),
    "GBR": ("Britain",),
    "EST": ("Estonia",),
    "ITA": ("Italy",),
    "NOR": ("Norway",),
    "POL": ("Poland",),
    "BRA": ("Brazil",),
    "IND": ("India",),
    "JPN": ("Japan",),
    "RUS": ("Moscow",),
    "CHE": ("Bern", "CHF"),
}


def sample_tables() -> Tables:
    """Return the tables of the three texts.

    >>> tables = sample_tables()
    >>> len(tables.documents), len(tables.figures)
    (3, 21)
    """
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in TABLES}
    for text in TEXTS:
        _add(text, rows)
    frames = {
        name: table(name, [tuple(row.get(column) for column in TABLES[name]) for row in of_name])
        for name, of_name in rows.items()
    }
    return Tables(
        **{name: frame.fillna(_texts_filled(frame)) for name, frame in frames.items()},
        texts={text.doc_id: text.text for text in TEXTS},
        bodies={text.doc_id: 0 for text in TEXTS},
    )


def _texts_filled(frame: pd.DataFrame) -> dict[str, str]:
    return {column: "" for column, dtype in frame.dtypes.items() if dtype == "str"}


def _add(text: Text, rows: dict[str, list[dict[str, object]]]) -> None:
    count = 0
    for number, (line, start) in enumerate(zip(text.lines, text.starts, strict=True)):
        rows["sentences"].append(
            {
                "doc_id": text.doc_id,
                "sentence": number,
                "start": start,
                "end": start + len(line.text),
                "text": line.text,
                "polarity": line.polarity or 0.0,
                "subjectivity": 0.0 if line.polarity is None else 0.4,
                "scored": line.polarity is not None,
                "driving_words": line.driving,
                "topics": line.topics,
                "countries": line.countries,
            }
        )
        _add_mentions(text, number, rows)
        ids = {}
        for fig in line.figures:
            ids[fig.quote] = f"{text.lines[0].text[:3].lower()}{count:02d}"
            _add_figure(text, number, fig, ids[fig.quote], rows)
            count += 1
        _add_pledges(text, number, ids, rows)
    rows["documents"].append(
        {
            "doc_id": text.doc_id,
            "title": text.title,
            "source": text.source,
            "url": f"https://example.org/{count}",
            "published": text.published,
            "language": "en",
            "sha256": "0" * 64,
            "characters": len(text.text),
            "sentences": len(text.lines),
            "figures": count,
        }
    )


def _place(text: Text, sentence: int, quote: str) -> dict[str, object]:
    start = text.text.index(quote, text.starts[sentence])
    end = start + len(quote)
    return {
        "doc_id": text.doc_id,
        "sentence": sentence,
        "start": start,
        "end": end,
        "quote": quote,
        "prefix": text.text[max(0, start - CONTEXT) : start],
        "suffix": text.text[end : end + CONTEXT],
    }


def _add_figure(
    text: Text, number: int, fig: Fig, figure_id: str, rows: dict[str, list[dict[str, object]]]
) -> None:
    codes = [code for code in fig.countries.split(">") if code]
    main = codes[0] if codes else ""
    value, low, high = fig.numbers
    row = {
        **_place(text, number, fig.quote),
        **{name: getattr(fig, name) for name in TABLES["figures"] if hasattr(fig, name)},
        "figure_id": figure_id,
        "value": value,
        "low": low,
        "high": high,
        "currency_inferred": fig.currency == "USD",
        "status_cue": fig.cue,
        "countries": ";".join(codes),
        "role": fig.role if codes else "",
        "when_granularity": "",
        "claim_id": "|".join((fig.kind, fig.currency or fig.unit, fig.topic, main, fig.period)),
    }
    rows["figures"].append(row)
    roles = {"payer": "recipient", "imposer": "target"}
    for rank, code in enumerate(codes, 1):
        role = fig.role if rank == 1 else roles.get(fig.role, "subject")
        rows["figure_countries"].append(
            {"figure_id": figure_id, "iso3": code, "rank": rank, "role": role, "confidence": 0.9}
        )
    if fig.kind == "money" and fig.topic in ("spending", "aid", "arms", "cuts"):
        rows["spending"].append({**row, "iso3": main})
    if fig.role == "payer" and len(codes) > 1:
        rows["flows"].append({**row, "payer": codes[0], "recipient": codes[1]})
    line = text.lines[number]
    if line.tariff:
        imposer, target, goods, state = line.tariff
        told = {"imposer": imposer, "target": target, "goods": goods, "state": state}
        rows["tariffs"].append({**row, **told, "rate": value})


def _add_mentions(text: Text, number: int, rows: dict[str, list[dict[str, object]]]) -> None:
    line = text.lines[number]
    for code in filter(None, line.countries.split(";")):
        for name in NAMES[code]:
            if name in line.text:
                place = _place(text, number, name)
                via = "bloc" if code in ("EU", "NATO") else "name"
                rows["mentions"].append({**place, "iso3": code, "via": via, "confidence": 0.95})
                break


def _add_pledges(
    text: Text, number: int, ids: dict[str, str], rows: dict[str, list[dict[str, object]]]
) -> None:
    by_id = {row["figure_id"]: row for row in rows["figures"]}
    for quote, iso3, what, stage in text.lines[number].pledges:
        figure = by_id.get(ids.get(quote, ""), {})
        numbers = ("figure_id", "value", "low", "high", "qualifier", "currency", "unit")
        rows["pledges"].append(
            {
                **{name: figure.get(name) for name in numbers},
                **_place(text, number, quote),
                "iso3": iso3,
                "what": what,
                "stage": stage,
                "stage_cue": stage,
            }
        )
