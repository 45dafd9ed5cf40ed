"""Four invented texts that share claims: two versions of one article, and two later ones."""

from dataclasses import replace
from datetime import date
from functools import cache

from analysis import analyse, read_pasted
from analysis.schema import Tables

MORNING = """Norway will give Ukraine €5 billion in military aid, the government said on Monday.
The money is meant for 12 air defence systems. Sweden pledged 40 tanks for the mission in Latvia.

Spain's defence budget is about €20 billion. The lighthouse programme of Iceland costs €40 million.
Nobody asked about the weather."""
EVENING = """Norway will give Ukraine €8 billion in military aid, the government said on Monday
evening. The money is meant for 12 air defence systems. Sweden pledged at least 40 tanks for the
mission in Latvia.

Spain's defence budget is €28 billion. The lighthouse programme of Iceland costs $40 million. The
opposition called the sum of €3 billion for roads a <b>scandal</b>."""
SPAIN = """Spain's defence budget is €28 billion, the ministry said. Norway will give Ukraine
more than €7 billion in military aid. Italy will borrow between €3 billion and €5 billion for its
fleet."""
FLEET = """Spain's defence budget is €30 billion. Italy will borrow between €3 billion and
€5 billion for its fleet."""

MORNING_TITLE, EVENING_TITLE = "Norway raises its aid (morning)", "Norway raises its aid (evening)"
TEXTS = {
    "morning": (MORNING_TITLE, date(2025, 3, 3), MORNING),
    "night": (EVENING_TITLE, date(2025, 3, 4), EVENING),
    "spain": ("Spain counts its money", date(2025, 4, 10), SPAIN),
    "undated": ("Ships for sale", None, FLEET),
}


@cache
def compared_tables() -> Tables:
    """Return the tables of TEXTS."""
    return analyse(
        replace(read_pasted(text, title), doc_id=name, published=day, source="Our Gazette")
        for name, (title, day, text) in TEXTS.items()
    )
