"""The decision: answer, act, ask back, hand off or wait, always with its rule and reason."""
