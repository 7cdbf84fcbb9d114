"""How well customers are served: what is measured, and how sure one can be of it."""
