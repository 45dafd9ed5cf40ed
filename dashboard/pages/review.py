"""The page Review: figures one by one, the most doubtful first, to accept, correct or reject."""

from dashboard.parts import header
from dashboard.session.view import view

shown = view()
header.draw(shown, "Review", "Figures one by one, the most doubtful first.")
