"""The small language model is not part of `make test`: its file is looked at by `make test-model` only."""

import os

collect_ignore = [] if os.environ.get("HANDRAIL_MODEL_PYTHON") else ["test_small_model.py"]
