"""Prints what reference implementations make of fixed random data, for test_equals_the_references.py.

None of them is a dependency: two want an older numpy. In an environment of its own (Python 3.11):
    pip install ppi-python==0.2.3 venn-abers==1.5.4 irrCAC==0.4.4 && pip uninstall -y coverage
    python tests/core/quality/reference/record.py > tests/core/quality/reference/recorded.json
ppi-python and venn-abers are MIT-licensed; irrCAC states no licence in its package and is only run, here.
"""

import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from data import RUNS, judged, rated, scored


def main() -> None:
    import pandas as pd
    from irrCAC.raw import CAC
    from ppi_py import ppi_mean_ci, ppi_mean_pointestimate
    from venn_abers import VennAbers

    found = []
    for run in range(RUNS):
        labels, verdicts, others = judged(run)
        powered = []
        for lam in (None, 1):
            ends = ppi_mean_ci(labels, verdicts, others, alpha=0.05, lam=lam)
            mean = ppi_mean_pointestimate(labels, verdicts, others, lam=lam)
            powered.append([float(np.squeeze(each)) for each in (mean, *ends)])
        scores, right, asked = scored(run)
        abers = VennAbers()
        abers.fit(np.stack([1 - scores, scores], 1), right.astype(int))
        chances, pairs = abers.predict_proba(np.stack([1 - asked, asked], 1))
        table = pd.DataFrame(rated(run).T)
        alphas = [
            CAC(table, weights=weights, digits=14).krippendorff()["est"]["coefficient_value"]
            for weights in ("identity", "quadratic")
        ]
        ac1 = CAC(table, digits=14).gwet()["est"]["coefficient_value"]
        found.append(
            {
                "powered": powered,
                "pairs": pairs.tolist(),
                "chances": chances[:, 1].tolist(),
                "alphas": alphas,
                "ac1": ac1,
            }
        )
    print(json.dumps(found))


if __name__ == "__main__":
    main()
