"""The tamper-evident record: how events are linked into a chain and how a break is found."""
