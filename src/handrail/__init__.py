"""Handrail: an assistant clears the routine, people own the moments that decide trust."""

import os

# Numbers are small here and processes many: one thread each. More would also hang a process that looks after its own
# database as root: OpenBLAS ends its threads before every fork, and waits for one that another thread has just begun to
# use, while that one waits for the interpreter. Read when numpy is loaded, so it stands before anything that loads it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
