"""Files outside the database: a bucket of S3 or of whatever speaks like it."""
