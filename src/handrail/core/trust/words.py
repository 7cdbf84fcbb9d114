"""Words that several definitions share."""

SETTLES = "once the topic's window has passed (7 days unless the topic says otherwise)"
ASSISTED = "conversations with a customer's question and at least one substantive answer of the assistant, settled"
NOT_SETTLED = "conversations not settled yet; greetings are no answers"
ALL = "all settled conversations with a customer's question"
