"""The workspace's rules with everything around them: the language, the rulebook, checking, publishing."""

from dataclasses import dataclass

from handrail.flows.back_test import BackTest
from handrail.flows.check_rules import CheckRules
from handrail.flows.gather import Gather
from handrail.flows.publish_rules import PublishRules
from handrail.flows.read_rules import ReadRules
from handrail.ports import Clock
from handrail.rules import KeptRulebook, RuleLanguage
from handrail.rules.read_register import shipped_register
from handrail.storage.configuration import configurations_within
from handrail.storage.desk import PgDesk
from handrail.storage.door import Door
from handrail.storage.past_courses import past_courses_within
from handrail.storage.vocabulary import vocabulary_of


def build_rulebook(desk: PgDesk) -> KeptRulebook:
    return KeptRulebook(desk, configurations_within, RuleLanguage())


@dataclass(frozen=True, slots=True)
class Rules:
    language: RuleLanguage
    rulebook: KeptRulebook
    check: CheckRules
    publish: PublishRules
    read: ReadRules
    back_test: BackTest


def build_rules(door: Door, desk: PgDesk, rulebook: KeptRulebook, gather: Gather, clock: Clock) -> Rules:
    language = RuleLanguage()
    check = CheckRules(language, lambda tenant: vocabulary_of(door, tenant, shipped_register().moments))
    return Rules(
        language=language,
        rulebook=rulebook,
        check=check,
        publish=PublishRules(desk, configurations_within, check, language, clock),
        read=ReadRules(desk, configurations_within),
        back_test=BackTest(desk, past_courses_within, gather, rulebook),
    )
