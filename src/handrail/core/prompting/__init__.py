"""What a language model is asked: our own words, and everybody else's as data between fences that no text can forge."""

from handrail.core.prompting.disarm import disarmed_data
from handrail.core.prompting.prompt import Origin, Part, Prompt

__all__ = ["Origin", "Part", "Prompt", "disarmed_data"]
