"""Counters and clocks of the web process, for Prometheus. Labels are templates and codes, never ids or words."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Meters:
    def __init__(self, registry: CollectorRegistry) -> None:
        self._requests = Counter(
            "handrail_requests", "Answered requests.", ["method", "path", "status"], registry=registry
        )
        self._took = Histogram(
            "handrail_request_seconds", "Time to answer.", ["method", "path"], buckets=SECONDS, registry=registry
        )
        kept = Counter(
            "handrail_messages_accepted", "Customers' messages acknowledged.", ["duplicate"], registry=registry
        )
        self._kept = {False: kept.labels("no"), True: kept.labels("yes")}
        self._streams = Gauge("handrail_streams_open", "Live streams open now.", ["side"], registry=registry)
        self._known: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}

    def answered(self, method: str, path: str, status: int, seconds: float) -> None:
        key = (method, path, status)
        known = self._known.get(key)
        if known is None:
            known = (self._requests.labels(method, path, str(status)), self._took.labels(method, path))
            self._known[key] = known
        known[0].inc()
        known[1].observe(seconds)

    def kept(self, duplicate: bool) -> None:
        self._kept[duplicate].inc()

    def stream_opened(self, side: str) -> None:
        self._streams.labels(side).inc()

    def stream_closed(self, side: str) -> None:
        self._streams.labels(side).dec()
