"""What the pages of rules are made of."""

from dataclasses import dataclass

from handrail.flows.back_test import BackTest
from handrail.flows.check_rules import CheckRules
from handrail.flows.publish_rules import PublishRules
from handrail.flows.read_rules import ReadRules
from handrail.ports.understanding import Rulebook


@dataclass(frozen=True, slots=True)
class RulesParts:
    read: ReadRules
    check: CheckRules
    publish: PublishRules
    back_test: BackTest
    rulebook: Rulebook
