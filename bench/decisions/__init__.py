"""How well the decision is made: `make bench-decisions [DATA=DIR]` prints one table and writes the same as JSON."""
