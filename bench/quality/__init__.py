"""What earned autonomy's numbers promise, held against simulated topics, reviewers and months."""
