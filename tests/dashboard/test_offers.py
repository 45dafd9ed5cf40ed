"""Files are handed out under addresses of their own, as long as their session offers them."""

import gc
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from dashboard.offers import ROUTE, Offer, Offers, hand_out, offered
from tests.dashboard.asgi import Answer, answer

HOSTILE = 'fi\r\nSet-Cookie: a=b"; ../é.csv'


def parts() -> Iterator[bytes]:
    yield b"one,"
    yield b"two"


APP = Starlette(routes=[Route(ROUTE + "/{token}/{key}", hand_out)])


def get(address: str) -> Answer:
    return answer(APP, address)


def test_a_file_is_made_when_it_is_asked_for_and_each_time_anew() -> None:
    asked: list[int] = []

    def counted() -> Iterator[bytes]:
        asked.append(1)
        yield from parts()

    offers = Offers({"figures.machine": Offer("a.csv", "text/csv; charset=utf-8", counted)})
    assert asked == []
    for times in (1, 2):
        answer = get(offers.address("figures.machine"))
        assert (answer.status, answer.content, len(asked)) == (200, b"one,two", times)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''a.csv"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_a_hostile_name_stays_within_its_header() -> None:
    offers = Offers({"a": Offer(HOSTILE, "text/csv", parts)})
    headers = get(offers.address("a")).headers
    assert "set-cookie" not in headers
    assert headers["content-disposition"].isascii()
    assert not set('"\r\n/ ') & set(headers["content-disposition"].split("''")[1])


@pytest.mark.parametrize("path", ["{token}/b", "{token}x/a", "x/a", "{token}/..%2Fa"])
def test_nothing_else_is_handed_out(path: str) -> None:
    offers = Offers({"a": Offer("a.csv", "text/csv", parts)})
    answer = get(f"{ROUTE}/{path.format(token=offers.token)}")
    assert answer.status == 404
    assert b"one,two" not in answer.content


def test_the_address_leads_nowhere_when_the_session_is_gone() -> None:
    offers = Offers({"a": Offer("a.csv", "text/csv", parts)})
    token, address = offers.token, offers.address("a")
    assert get(address).status == 200
    del offers
    gc.collect()
    assert offered(token, "a") is None
    answer = get(address)
    assert answer.status == 404
    assert "Open the page again" in answer.content.decode()


def test_no_two_sessions_have_the_same_address() -> None:
    many = [Offers({}) for _ in range(100)]
    assert len({offers.token for offers in many}) == len(many)
    assert all(len(offers.token) >= 32 for offers in many)
