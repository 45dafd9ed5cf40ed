"""The page Money, pledges, tariffs: who pays whom, who promises what, who levies tariffs."""

from dashboard.parts import header
from dashboard.session.view import view

shown = view()
header.draw(
    shown, "Money, pledges, tariffs", "Who pays whom, who promised what, who levies tariffs."
)
