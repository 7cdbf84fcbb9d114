"""A fit's report in words: what a lead reads in the terminal."""

from collections.abc import Iterator

from handrail.core.understanding.topics.report import FitReport, LanguageReport, Share


def lines_of(report: FitReport, most: int = 8) -> Iterator[str]:
    yield f"fit {report.version}: {report.examples} examples, each judged by the others as if it had just come in"
    yield f"right topic {percent(report.right)}, the chances are off by {report.expected_error:.1%} on average"
    yield f"answered alone {percent(report.cleared)} of what is routine"
    yield f"kept for people {percent(report.people_kept)} of what is labelled as a person’s or not ours"
    yield f"kept for people {percent(report.unknown_caught)} of routine whose topic had never been taught"
    yield ""
    for one in report.languages:
        yield f"{one.language}: {said_of(one)}"
    yield ""
    yield f"{'topic':<34}{'examples':>9}  {'right':<26}answered alone"
    for topic in report.topics:
        right = percent(topic.right) if topic.topic is not None else "–"
        alone = percent(topic.cleared) if topic.handle == "routine" else "never"
        yield f"{topic.name[:33]:<34}{topic.right.of:>9}  {right:<26}{alone}"
    if report.confusions:
        yield ""
        yield "taken for one another most:"
        for one in report.confusions[:most]:
            yield f"  {one.times:>3} of “{one.taken}” taken for “{one.for_}”"
    yield ""
    yield "how far the chances hold:"
    for one in report.reliability:
        if one.of:
            yield f"  said {one.said:>4.0%}, right {one.right / one.of:>4.0%}  ({one.of} messages)"


def percent(share: Share) -> str:
    if not share.of:
        return "–"
    return f"{share.value:.1%} ({share.low:.0%} to {share.high:.0%})"


def said_of(one: LanguageReport) -> str:
    """The bar of a language, and what may be claimed of it."""
    certificate = one.certificate
    claim = f"{certificate.recall:.0%} of what is a person’s is kept from the assistant"
    if certificate.threshold is not None:
        seen = (
            f"{certificate.misses} of {certificate.labels} missed, at most {certificate.bound:.2%} at 95 % confidence"
        )
        return f"bar {one.bar.threshold:.1%}, certified: {claim} ({seen})"
    missing = f"{certificate.missing} more messages labelled “people” or “not-ours” are needed to claim that {claim}"
    return f"bar {one.bar.threshold:.1%}, not certified yet: {missing} (there are {certificate.labels})"
