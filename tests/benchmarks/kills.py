"""Does a writer that is killed lose anything, leave anything by half, or leave anything behind?

Run it from the project's folder: python tests/benchmarks/kills.py [--kills 300] [--seed 1]

Each writer is run to its end once, which names its steps; then again and again to a step of it, or
to a moment within the step, and killed there. What was found wrong is listed, and its folder kept.
"""

import argparse
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from killed import WRITERS, Ended, Killer, moments, prepared

WITHIN_SECONDS = 0.02
"""What one step takes at most, but for a commit."""


def main() -> int:
    """Print what became of each writer, and all in all."""
    options = argparse.ArgumentParser()
    options.add_argument("--kills", type=int, default=70)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    chance = random.Random(given.seed)  # noqa: S311
    work = Path(tempfile.mkdtemp(prefix="soc-kills-"))
    (work / "prepared").mkdir()
    killer = Killer(prepared(work / "prepared"), work, checks=True)
    columns = ("kills", "acknowledged", "lost", "half", "left behind")
    print(f"{'':8} {' '.join(f'{name:>12}' for name in columns)}")  # noqa: T201
    total: Counter[str] = Counter()
    wrong: list[str] = []
    for place, name in enumerate(WRITERS):
        counts: Counter[str] = Counter()
        steps = killer.end(name).steps
        for number in moments(steps, given.kills * (place + 1) // 7 - given.kills * place // 7):
            after = chance.choice((0, chance.uniform(0, WITHIN_SECONDS)))
            ended = killer.end(name, number, after)
            counts += _counted(ended)
            wrong += [f"{name}, at {steps[number - 1]} + {after:.4f}: {w}" for w in ended.wrong]
        total += counts
        _tell(name, counts, columns)
    _tell("all", total, columns)
    print("\n".join([*wrong, f"The folders of what went wrong are in {work}."] if wrong else []))  # noqa: T201
    killer.close()
    return int(bool(wrong))


def _counted(ended: Ended) -> Counter[str]:
    return Counter(
        {
            # One that ended before its moment within a step is no kill.
            "kills": int(ended.code < 0),
            "acknowledged": int(ended.is_acknowledged),
            "lost": int(bool(ended.lost)),
            "half": int(bool(ended.half)),
            "left behind": int(bool(ended.left)),
        }
    )


def _tell(name: str, counts: Counter[str], columns: tuple[str, ...]) -> None:
    print(f"{name:8} {' '.join(f'{counts[column]:12}' for column in columns)}", flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
