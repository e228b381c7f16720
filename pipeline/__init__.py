"""tarmaq: terms of service as exact clauses, tables and facts."""

import os

__version__ = "0.1.0"

# Threads add up in another order, so that a confidence's last digit would hang on how many there are. It must be said
# before numpy is loaded; child processes take it over.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
