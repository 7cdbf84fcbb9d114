"""The Postgres server that arrives inside a wheel, started in the data folder when none is given."""
