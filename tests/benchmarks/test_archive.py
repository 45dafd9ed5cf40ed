"""Archives for measurements are like the news, and what is measured is told as it is."""

from analysis import analyse, read_bytes
from benchmarks.articles import articles, markdown
from benchmarks.scale_page import Beside, Build, Report, Restart, page


def test_articles_are_as_long_and_as_full_of_figures_as_the_news() -> None:
    made = list(articles(60))
    documents = [read_bytes(f"{one['id']}.md", markdown(one).encode()) for one in made]
    tables = analyse(documents)
    assert 22 <= len(tables.sentences) / 60 <= 28
    assert 6.5 <= len(tables.figures) / 60 <= 9.5
    assert len({one["text"] for one in made}) == 60
    assert tables.documents["title"].tolist() == [one["title"] for one in made]


def test_numbering_goes_on_where_another_archive_ended() -> None:
    assert [*articles(2), *articles(2, first=2)] == list(articles(4))


def test_the_page_tells_what_was_measured() -> None:
    report = Report(25)
    report.builds = {100: Build(100, 10, 20, 500), 1000: Build(1000, 105, 190, 550)}
    report.again = {100: Build(0, 1, 0.5, 200), 1000: Build(0, 2, 1.9, 200)}
    report.beside = Beside(1000, Build(1000, 110, 200, 600), Build(1000, 100, 190, 400))
    report.restart = Restart(1000, 480, 20)
    report.kills = (19, 20, 500)
    told = page(report)
    assert "| 1,000 | 105 | 190 | 9.5 | 5.3 | 550 | 2.0 | 1.9 |" in told
    assert "10.50 times the wall time, 9.50 times the processor time, 1.10 times the peak" in told
    assert "A second build of 1,000 documents: 1.0% of the processor time." in told
    assert "0.91 of their throughput by wall time, 0.95 by processor time" in told
    assert "480 were kept; at most 20 (2.0%)" in told
    assert "The store DIFFERS FROM an unbroken one." in told
    assert "19 of 20 stores equal" in told
    assert "220 days of one core" in told
