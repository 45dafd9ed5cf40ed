"""Keep what was worked out of the session's tables, so that the next run need not do it again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

import streamlit as st

from analysis.schema import Tables

REMEMBERED = 24
"""Answers that are kept; texts are compared a pair at a time."""

_KEPT = "kept_answers"

Answer = TypeVar("Answer")


def kept(tables: Tables, question: Hashable, answer: Callable[[], Answer]) -> Answer:
    """Return what ``answer`` gives, from memory where ``question`` was put to these tables lately.

    Other tables have other answers: they begin anew.
    """
    held = st.session_state.get(_KEPT)
    if held is None or held[0] is not tables:
        held = st.session_state[_KEPT] = (tables, OrderedDict())
    answers: OrderedDict[Hashable, Answer] = held[1]
    if question not in answers:
        answers[question] = answer()
        while len(answers) > REMEMBERED:
            answers.popitem(last=False)
    return answers[question]
