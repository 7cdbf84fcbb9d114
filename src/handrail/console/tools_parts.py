"""What the pages of tools are made of."""

from dataclasses import dataclass

from handrail.flows.change_tool import ChangeTool
from handrail.flows.read_tools import ReadTools
from handrail.flows.settle_effect import SettleEffect
from handrail.flows.undo_effect import UndoEffect


@dataclass(frozen=True, slots=True)
class ToolsParts:
    read: ReadTools
    change: ChangeTool
    undo: UndoEffect
    settle: SettleEffect
