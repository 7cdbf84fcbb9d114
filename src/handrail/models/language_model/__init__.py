"""Language models of several makers and servers of one's own, through pydantic-ai and behind one port."""
