"""The JSON API v1: customers, agents and those who keep a workspace in order, each behind who they are."""

from handrail.api.create import create_api, create_vitals
from handrail.api.limits import Rate, RateLimits
from handrail.api.parts import ApiParts, ArticleSeen

__all__ = ["ApiParts", "ArticleSeen", "Rate", "RateLimits", "create_api", "create_vitals"]
