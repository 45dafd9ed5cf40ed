"""The page Texts: add, name, date, remove and take along the texts."""

from dashboard.parts import header
from dashboard.session.view import view

shown = view()
header.draw(shown, "Texts", "Add your own, check title and date, take everything along.")
