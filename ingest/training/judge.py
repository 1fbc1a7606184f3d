"""Learns the judges of names and relations (`ingest.model.judge`) from judged candidates."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt

from ingest.model.judge import Features, Judge, Tree
from ingest.training.corpus import FOLDS

STRENGTH = 4.0
"""Weight of the regression's penalty on large weights."""
ENOUGH = 1e-6
"""The largest step in a weight at which it is as good as found."""
TREES = 80
DIGITS = 3
"""Decimals of what is kept: a repository holds every version, and more digits weigh no better."""
BOOSTING = {
    "objective": "binary", "learning_rate": 0.12, "num_leaves": 15, "min_data_in_leaf": 40, "lambda_l2": 5.0,
    "feature_fraction": 0.3, "bagging_fraction": 0.7, "bagging_freq": 1,
    "seed": 1, "num_threads": 1, "deterministic": True, "force_col_wise": True, "verbose": -1,
}  # fmt: skip
Row = tuple[Features, bool, float]
"""What is weighed, whether it is right, and how much it counts."""
Floats = npt.NDArray[np.float64]


def fit(data: Sequence[Row]) -> Judge:
    """Learn both halves of a judge."""
    names = sorted({name for features, *_ in data for name in features})
    column = {name: k for k, name in enumerate(names)}
    x: Floats = np.zeros((len(data), len(names)))
    for row, (features, *_) in enumerate(data):
        for name, value in features.items():
            x[row, column[name]] = value
    y = np.array([right for _, right, _ in data], float)
    counts = np.array([count for _, _, count in data])
    weights = regression(x, y, counts)
    linear = {name: round(float(weights[k]), DIGITS) for name, k in column.items()}
    return Judge(linear, [_tree(root, names) for root in boosted(x, y, counts)])


def regression(x: Floats, y: Floats, counts: Floats) -> Floats:
    """Fit a logistic regression by Newton's method.

    Args:
        x: (rows, features).
        y: (rows,) 1 where it is right.
        counts: (rows,) how much each counts.

    Returns:
        (features,) weights in log-odds.
    """
    counts = counts * len(y) / counts.sum()
    w = np.zeros(x.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (counts * (p - y)) + STRENGTH * w
        curvature = (x * (counts * p * (1 - p))[:, None]).T @ x + STRENGTH * np.eye(len(w))
        step = np.linalg.solve(curvature, gradient)
        w -= step
        if abs(step).max() < ENOUGH:
            break
    return w


def boosted(x: Floats, y: Floats, counts: Floats) -> list[dict[str, Any]]:
    """Grow the trees; arguments as in `regression`. Returns their roots as LightGBM tells them."""
    grown = lightgbm.train(BOOSTING, lightgbm.Dataset(x, y, weight=counts), TREES)
    return [tree["tree_structure"] for tree in grown.dump_model()["tree_info"]]


def _tree(node: dict[str, Any], names: Sequence[str]) -> Tree:
    if "leaf_value" in node:
        return round(float(node["leaf_value"]), DIGITS)
    branches = (_tree(node[side], names) for side in ("left_child", "right_child"))
    return [names[node["split_feature"]], round(float(node["threshold"]), DIGITS), *branches]


def save(judge: Judge, path: Path) -> None:
    """Write a judge: one weight or one tree in a line, so that a change can be read."""
    weights = json.dumps(judge.linear, ensure_ascii=False, indent=0, sort_keys=True)
    trees = ",\n".join(json.dumps(tree, ensure_ascii=False, separators=(",", ":")) for tree in judge.trees)
    path.write_text(f'{{"linear": {weights},\n"trees": [\n{trees}\n]}}\n', encoding="utf-8")


def command(description: str | None, rows: Callable[[Path, Path, list[int]], Sequence[Row]]) -> None:
    """Command line of a judge: learn from what ``rows`` finds in the documents of some folds, and write the file."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--folds", type=int, nargs="*", default=list(range(FOLDS)))
    args = parser.parse_args()
    save(fit(rows(args.corpus, args.folder, args.folds)), args.output)
