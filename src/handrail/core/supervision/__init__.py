"""Which level of autonomy a topic has, and what that allows the assistant to do."""
