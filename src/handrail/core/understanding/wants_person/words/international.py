"""Words about reaching a person that customers of every language mix into their own."""

from handrail.core.understanding.wants_person.lexicon import Lexicon

INTERNATIONAL = Lexicon(
    "und",
    borrows="",
    verb_first=True,
    human="human real|live|actual_person|human|agent real_human|person|agent",
    role="agent agents operator operators manager supervisor representative admin team_lead* team_leader* team_leiter",
    desk="support helpdesk hotline customer_service|support|care call_center|centre live_chat|support|agent",
    transfer="transfer",
    call="call",
    callback="callback",
    machine="bot bots robot robots chatbot chatbots ai",
    polite="please pls plz plis pliz asap urgent sos ok okay hello hi now thx thanks 0 00 000 0000 real live",
    apart="user_agent* agent_de|of bot_net live_stream real_madrid support_5g",
)
