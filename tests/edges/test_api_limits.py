"""Nobody takes more than their share: token buckets that refill, forget, and never grow past their room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.api import Rate, RateLimits
from handrail.api.identity import Remembered
from handrail.api.limits import Buckets, Limiter, TooManyRequests
from tests.edges.desk_for_tests import PLENTY, api_desk


def test_a_burst_then_a_steady_rate() -> None:
    buckets = Buckets(Rate(2.0, 5))
    for _ in range(5):
        buckets.take("kim", 0.0)
    assert buckets.empty("kim", 0.0)
    with pytest.raises(TooManyRequests) as refused:
        buckets.take("kim", 0.0)
    assert refused.value.seconds == pytest.approx(0.5)
    buckets.take("kim", 0.5)
    buckets.take("noor", 0.0)


@given(st.lists(st.floats(0, 3), max_size=80), st.integers(1, 20), st.floats(0.1, 10))
def test_never_more_than_burst_and_rate_allow(waits: list[float], burst: int, rate: float) -> None:
    buckets, now, passed = Buckets(Rate(rate, burst)), 0.0, 0
    for wait in waits:
        now += wait
        try:
            buckets.take("kim", now)
            passed += 1
        except TooManyRequests:
            pass
    assert passed <= burst + rate * now + 1e-6


def test_callers_beyond_the_room_push_out_whoever_was_away_longest() -> None:
    buckets = Buckets(Rate(1.0, 2), most=100)
    for number in range(1_000):
        buckets.take(number, 0.0)
    assert len(buckets) == 100
    assert Remembered[int, int](lambda: 0.0, most=10).keep(1, 2) == 2


def test_what_is_remembered_ends_and_has_room_for_so_many() -> None:
    now = [0.0]
    remembered: Remembered[int, int | None] = Remembered(lambda: now[0], most=10)
    for number in range(50):
        remembered.keep(number, None)
    assert len(remembered) == 10
    assert remembered.get(49) == (None,)
    assert remembered.get(3) is None
    now[0] = 5.0
    assert remembered.get(49) is None


def test_open_streams_are_counted_and_given_back() -> None:
    limiter = Limiter(RateLimits(streams=2))
    limiter.open_stream("kim")
    limiter.open_stream("kim")
    with pytest.raises(TooManyRequests):
        limiter.open_stream("kim")
    limiter.close_stream("kim")
    limiter.open_stream("kim")


async def test_one_customer_is_slowed_and_others_are_not(dsn: str) -> None:
    seconds = [0.0]
    limits = RateLimits(Rate(1, 3), PLENTY, PLENTY, PLENTY, PLENTY)
    async with api_desk(dsn, limits, seconds=lambda: seconds[0]) as api:
        kim, noor = await api.starts(), await api.starts()
        answers = [await kim.says(f"Message {number}") for number in range(5)]
        assert [one.status_code for one in answers] == [201, 201, 201, 429, 429]
        refused = answers[-1]
        assert refused.json()["type"] == "/problems/too-many-requests"
        assert int(refused.headers["retry-after"]) >= 1
        assert (await noor.says("Hello")).status_code == 201
        seconds[0] += 1.0
        assert (await kim.says("Now")).status_code == 201


async def test_addresses_newcomers_sites_and_tokens_have_limits_of_their_own(dsn: str) -> None:
    few = Rate(0.001, 3)
    cases = {
        "newcomers": RateLimits(PLENTY, PLENTY, PLENTY, few, PLENTY),
        "address": RateLimits(PLENTY, PLENTY, few, PLENTY, PLENTY),
        "site": RateLimits(PLENTY, few, PLENTY, PLENTY, PLENTY),
    }
    for name, limits in cases.items():
        async with api_desk(dsn, limits) as api:
            start = "/v1/customer/conversations"
            answers = [await api.http.post(start, json={}, headers=api.as_site()) for _ in range(4)]
            assert [one.status_code for one in answers] == [201, 201, 201, 429], name
    async with api_desk(dsn, RateLimits(PLENTY, PLENTY, PLENTY, PLENTY, few)) as api:
        answers = [await api.http.get("/v1/agent/me", headers=api.as_agent()) for _ in range(4)]
        assert [one.status_code for one in answers] == [200, 200, 200, 429]


async def test_guessing_tokens_is_slowed_by_address_and_agents_of_an_office_are_not(dsn: str) -> None:
    async with api_desk(dsn, RateLimits(PLENTY, PLENTY, Rate(0.001, 3), PLENTY, PLENTY)) as api:
        for _ in range(10):
            assert (await api.http.get("/v1/agent/me", headers=api.as_agent())).status_code == 200
        wrong = {"Authorization": "Bearer hr_guess"}
        answers = [(await api.http.get("/v1/agent/me", headers=wrong)).status_code for _ in range(5)]
        assert answers == [401, 401, 401, 429, 429]
