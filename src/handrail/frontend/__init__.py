"""What browsers load: the widget that sites embed, the console's scripts and styles, and the demo company's shop page."""

from handrail.frontend.assets import FrontendNotBuilt
from handrail.frontend.frontend import Frontend

__all__ = ["Frontend", "FrontendNotBuilt"]
