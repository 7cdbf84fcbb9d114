"""The forms in which a model has to answer; whatever does not fit one is not an answer."""

from pydantic import BaseModel, Field


class SentenceShape(BaseModel):
    text: str = Field(min_length=1, max_length=600, description="One sentence.")
    cites: list[str] = Field(
        default_factory=list,
        max_length=6,
        description="Names of the parts between the fences that this sentence rests on.",
    )


class ReplyShape(BaseModel):
    can_answer: bool = Field(description="False when the articles do not answer; then no sentences.")
    sentences: list[SentenceShape] = Field(default_factory=list[SentenceShape], max_length=12)
    language: str = Field(default="und", max_length=8, description="Code of the language the sentences are written in.")


class SummaryShape(BaseModel):
    lines: list[SentenceShape] = Field(max_length=8)


class ChoiceShape(BaseModel):
    choice: int = Field(ge=0, description="The number of the choice, 0 for none.")


class SlotShape(BaseModel):
    name: str = Field(max_length=40)
    value: str = Field(max_length=200)


class SlotsShape(BaseModel):
    values: list[SlotShape] = Field(default_factory=list[SlotShape], max_length=20)
