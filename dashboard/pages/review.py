"""The page Review: decide figure by figure what is right, the most doubtful first."""

from dashboard.parts import decisions, downloads, header, keyboard, review
from dashboard.session.view import view

shown = view()
header.draw(
    shown,
    "Review",
    "Accept, correct or reject each figure, the most doubtful first. "
    "Decisions are columns in every download.",
)
if not shown.tables.figures.empty:
    review.draw(shown)
    decisions.draw(shown)
    keyboard.draw()
    downloads.section(shown, "Review")
