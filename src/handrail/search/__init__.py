"""Finding the passages that answer: full text and vectors in Postgres, their rankings fused."""
