"""Counts the runs of a receipt again and says whether its rate is theirs."""

from rate import rate


def check(receipt: dict, runs: list[dict]) -> bool:
    """True when one set of scenarios was counted, and counted right."""
    sets = {run["scenario"].split("/")[0] for run in runs}
    harmful = sum(1 for run in runs if run["is_harmful"])
    share, _, _ = rate(harmful, len(runs))
    return len(sets) == 1 and harmful == receipt["harmful"] and abs(share - receipt["rate"]) < 1e-9
