"""The language of rules: YAML files with places, and conditions in CEL."""

from handrail.rules.language import RuleLanguage
from handrail.rules.rulebook import KeptRulebook

__all__ = ["KeptRulebook", "RuleLanguage"]
