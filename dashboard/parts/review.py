"""Draw the figure under review with its sentence, what was read of it, and the ways to decide."""

import html

import pandas as pd
import streamlit as st

from analysis.reviewing import (
    ACCEPTED,
    CORRECTED,
    OPEN,
    REJECTED,
    Decision,
    corrected_cells,
)
from analysis.reviewing.lines import LONGEST_NOTE
from dashboard.evidence import place_of_figure, source_line
from dashboard.markup import TWIN_ROWS, html_table, literal, shortened
from dashboard.parts import correcting, reader
from dashboard.reviewing import (
    columns_table,
    history_list,
    progress,
    queue,
    queue_twin,
    readable_queue,
    sentences_round,
)
from dashboard.session import reviews
from dashboard.session.view import View
from dashboard.session.walk import Subject, Walk, followed, subject_of, walk_of_session

LONGEST_QUOTE = 60
QUEUE_HEIGHT = 320
QUEUE_TITLE = "The queue, most doubtful first"
VERDICT_WORDS = {
    OPEN: "Not reviewed yet",
    ACCEPTED: "Accepted",
    CORRECTED: "Corrected",
    REJECTED: "Rejected",
}


def draw(view: View) -> None:
    """Draw the queue of the figures in view, and the first of it with all that decides it."""
    held = reviews.desk()
    if view.counts["figures"] > reviews.MOST_FIGURES:
        st.info(
            f"{view.counts['figures']:,} figures are in view, too many to put in order. Narrow "
            f"them in the sidebar to {reviews.MOST_FIGURES:,} or fewer, say to a topic of a month.",
            icon=":material/filter_alt:",
        )
        return
    rows = queue(reviews.doubted(held, view.selection), view.shown.figures)
    walk = followed(rows)
    _progress(view, held)
    subject = subject_of(view, walk, rows)
    left, right = st.columns([7, 5], gap="medium")
    with left:
        if subject is None:
            st.info(_nothing_to_do(rows), icon=":material/done_all:")
        else:
            _figure(view, held, subject, rows)
        _steps(held, walk, subject)
        if subject is not None:
            _note(subject)
            _reading(held, walk, subject)
    with right:
        if subject is not None:
            _text(view, subject)
        _queue(view, walk, rows)


def _progress(view: View, held: reviews.Desk) -> None:
    """Draw how many of the figures are reviewed that the other filters leave."""
    figures = view.selection.without("review").apply(view.tables).figures
    done = progress(figures["figure_id"], view.decisions)
    last = held.steps.done[-1].after if held.steps.done else None
    said = f"Last: {last.verdict} “{shortened(last.target.quote, LONGEST_QUOTE)}”" if last else ""
    share = 100 * done.done / done.total if done.total else 0
    st.html(
        f'<p class="nf-progress" role="status" aria-live="polite"><strong>{done}</strong> '
        f"<span>{html.escape(said)}</span></p>"
        f'<div class="nf-bar" aria-hidden="true"><div style="width:{share:.2f}%"></div></div>'
    )


def _nothing_to_do(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "No figure is in view, so there is nothing to review. Take a filter out above."
    return "Every figure in view is reviewed. Choose one in the list to look at it again."


def _figure(view: View, held: reviews.Desk, subject: Subject, rows: pd.DataFrame) -> None:
    at = rows.index[rows["figure_id"] == subject.name][0]
    documents = view.tables.documents
    document = documents[documents["doc_id"] == subject.row["doc_id"]].iloc[0]
    source = ". ".join(
        shortened(part, LONGEST_QUOTE)
        for part in (str(document["title"]), source_line(document))
        if part
    )
    reasons = str(rows.loc[at, "reasons"]) or "nothing in particular is doubtful"
    verdict = VERDICT_WORDS[subject.decision.verdict]
    st.html(
        '<h2 class="nf-section">'
        f"{html.escape(shortened(str(subject.row['quote']), LONGEST_QUOTE))}</h2>"
        f'<p class="nf-source"><span class="nf-verdict nf-{subject.decision.verdict}">{verdict}'
        f"</span> · {at + 1:,} of {len(rows):,} by doubt · {html.escape(source)}</p>"
        f"{sentences_round(view.tables, subject.row)}"
        f'<p class="nf-reasons"><strong>Doubt {rows.loc[at, "doubt"]:.0%}:</strong> '
        f"{html.escape(reasons)}.</p>"
    )
    disagreed = held.ledger.disagreement(subject.target)
    if disagreed:
        sides = ", ".join(
            f"{'you' if one.session == held.session else reviews.who(one)}: {one.decision.verdict}"
            for one in disagreed
        )
        st.warning(
            literal(f"Reviewers disagree ({sides}). The later decision counts; both are kept."),
            icon=":material/forum:",
        )


def _steps(held: reviews.Desk, walk: Walk, subject: Subject | None) -> None:
    """Draw the buttons that decide and those that go back, each with its key."""
    with st.container(horizontal=True, key="review_keys"):
        if subject is not None:
            _verdicts(walk, subject)
        for title, key, press, idle in (
            ("Back", "B", walk.back, not walk.visited),
            ("Undo", "Z", lambda: _return(reviews.undo()), not held.steps.done),
            ("Redo", "Y", lambda: _return(reviews.redo()), not held.steps.taken_back),
        ):
            st.button(title, key=f"review_{key}", shortcut=key, on_click=press, disabled=idle)


def _verdicts(walk: Walk, subject: Subject) -> None:
    """Draw the buttons that decide.

    They are named after the figure they are about: a key that is pressed once too often cannot
    decide about the next one, which nobody has seen yet.
    """
    name = subject.name
    accept = "Accept as read" if subject.decision.corrections else "Accept"
    for title, key, icon, press in (
        (accept, "A", "check", lambda: _decide(subject, ACCEPTED)),
        ("Reject", "X", "close", lambda: _decide(subject, REJECTED)),
        ("Correct", "E", "edit", lambda: _turn_form(walk, name)),
        ("Skip", "S", "skip_next", lambda: walk.skip(name)),
    ):
        st.button(
            title,
            key=f"review_{key}_{name}",
            shortcut=key,
            icon=f":material/{icon}:",
            type="primary" if key == "A" else "secondary",
            on_click=press,
        )


def _note_key(subject: Subject) -> str:
    return f"note_{subject.name}_{subject.seen}"


def _typed_note(subject: Subject) -> str:
    return str(st.session_state.get(_note_key(subject)) or "")


def _decide(subject: Subject, verdict: str) -> None:
    note = _typed_note(subject)
    if reviews.decide(subject.target, verdict, note=note, seen=subject.seen):
        walk_of_session().leave(subject.name)


def _turn_form(walk: Walk, name: str) -> None:
    walk.form = "" if walk.form == name else name


def _return(decision: Decision | None) -> None:
    """Show the figure of a decision that was taken back or done again."""
    if decision is not None:
        walk_of_session().show(decision.target.figure_id)


def _note(subject: Subject) -> None:
    st.text_input(
        "Note",
        value=subject.decision.note,
        key=_note_key(subject),
        max_chars=LONGEST_NOTE,
        placeholder="What a reader of your decision should know; kept with it",
        on_change=_keep_note,
        args=(subject,),
    )
    st.caption("Letters on the buttons are keys; they rest while you type in a field.")


def _keep_note(subject: Subject) -> None:
    """Keep the note with what was decided already, or alone while the figure is open."""
    decided = subject.decision
    reviews.decide(
        subject.target,
        decided.verdict,
        decided.corrections,
        note=_typed_note(subject),
        seen=subject.seen,
    )


def _reading(held: reviews.Desk, walk: Walk, subject: Subject) -> None:
    """Draw the form of a correction, or all columns that were read, and what was decided."""
    if walk.form == subject.name:
        before = corrected_cells(subject.as_read, subject.decision.corrections)
        correcting.draw(
            subject.name,
            subject.as_read,
            before,
            lambda corrections: _correct(subject, corrections),
            lambda: _turn_form(walk, subject.name),
        )
    else:
        decision = subject.decision if subject.decision.corrections else None
        st.html(columns_table(subject.as_read, decision))
    history = held.ledger.history(subject.target)
    if history:
        st.html(f'<h3 class="nf-title">Decided so far</h3>{history_list(history, held.session)}')


def _correct(subject: Subject, corrections: correcting.Corrections) -> None:
    note = _typed_note(subject)
    if reviews.decide(subject.target, CORRECTED, corrections, note=note, seen=subject.seen):
        walk_of_session().leave(subject.name)


def _text(view: View, subject: Subject) -> None:
    place = place_of_figure(view.tables, subject.name)
    st.html('<h2 class="nf-section">In the text</h2>')
    if place is not None:
        reader.article(view, place, followed=False)


def _queue(view: View, walk: Walk, rows: pd.DataFrame) -> None:
    """Draw the whole queue; choosing a row shows that figure."""
    if rows.empty:
        return
    st.html(f'<h2 class="nf-section">{QUEUE_TITLE}</h2>')
    key = f"review_queue_{abs(hash(tuple(rows['figure_id'])))}"
    readable = readable_queue(rows, view.tables.figures, view.decisions)
    st.dataframe(
        readable,
        key=key,
        height=min(QUEUE_HEIGHT, 35 * (len(rows) + 1) + 3),
        hide_index=True,
        column_config={
            "figure": "Figure",
            "about": "What it measures",
            "doubt": st.column_config.NumberColumn("Doubt", format="%d%%", width=64),
            "reasons": "Why",
            "review": st.column_config.Column("Review", width=84),
        },
        on_select=lambda: _open_row(key, walk, rows),
        selection_mode="single-row",
        alt="The figures in view by doubt; choosing a row shows that figure",
    )
    # The list is drawn on a canvas, of which a screen reader says little.
    twin = st.expander("As a table", key="twin_review_queue", on_change="rerun", type="compact")
    if twin.open:
        with twin:
            st.html(html_table(queue_twin(readable), QUEUE_TITLE, limit=TWIN_ROWS))


def _open_row(key: str, walk: Walk, rows: pd.DataFrame) -> None:
    chosen = st.session_state[key].selection.rows
    if chosen:
        walk.show(str(rows.iloc[chosen[0]]["figure_id"]))
