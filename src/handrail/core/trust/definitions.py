"""Every metric of the Trust page, defined once: the page, its exports and the page of definitions are made from this."""

from handrail.core.trust.asked import ASKED
from handrail.core.trust.coming_back import COMING_BACK
from handrail.core.trust.metric import Metric
from handrail.core.trust.reaching import PEOPLE
from handrail.core.trust.resolving import RESOLUTION
from handrail.core.trust.volume import VOLUME

METRICS: tuple[Metric, ...] = RESOLUTION + COMING_BACK + PEOPLE + ASKED + VOLUME
BY_SLUG = {one.slug: one for one in METRICS}
