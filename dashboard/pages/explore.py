"""The page Explore: linked charts, the table of figures, the text they stand in, the downloads."""

from dashboard import downloads, header, panels, reader, table
from dashboard.view import view

shown = view()
header.draw(shown)
if shown.tables.figures.empty:
    header.nothing_to_show(shown)
else:
    panels.draw(shown)
    left, right = reader.columns()
    with left:
        table.draw(shown)
    with right:
        reader.draw(shown)
downloads.section(shown.shown, shown.tables)
