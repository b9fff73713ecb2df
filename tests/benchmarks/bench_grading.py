"""How fast a class is graded, beside `nbgrader autograde`, and where the time goes.

    python tests/benchmarks/bench_grading.py [--parts class,foreign,…] [--rounds 3] [--students 40]

class    exercise 03: both graders in turn, each on a fresh copy of the same class and world
foreign  an instructor's own assignment with hidden tests, in the same way
hanging  the class of exercise 03 where some submissions never end, in the same way
market   exercise 10, whose decisions are judged in a market: how much is running, how much judging
sizes    the time by class size; with --both also nbgrader's
split    one submission in the sandbox, step by step and layer by layer

Bytecode is compiled first, graded worlds are built beforehand and timed, both graders have the same
limit for a cell (the one in the class's nbgrader_config.py), and marks are compared one by one.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from opscourse.grading import sandbox  # noqa: E402
from tests.benchmarks import grading_foreign  # noqa: E402
from tests.benchmarks.grading_class import EXERCISE, MARKET, let_hang, make_class  # noqa: E402
from tests.benchmarks.grading_meter import Meter, one_run, shown, side_by_side, steps  # noqa: E402
from tests.benchmarks.grading_split import split  # noqa: E402

Found = dict[str, Any]


def own_class(args: argparse.Namespace, meter: Meter, root: Path) -> Found:
    contest, _, seconds = make_class(root, EXERCISE, args.students)
    print(f"graded world of {EXERCISE} made beforehand in {seconds:.1f} s")
    found = side_by_side(meter, contest, args.rounds, args.jobs)
    return {"world_seconds": seconds, **found}


def foreign(args: argparse.Namespace, meter: Meter, root: Path) -> Found:
    contest = grading_foreign.make_contest(root, args.students)
    return side_by_side(meter, contest, args.rounds, args.jobs)


def hanging(args: argparse.Namespace, meter: Meter, root: Path) -> Found:
    contest, course, _ = make_class(root, EXERCISE, args.students)
    let_hang(course, args.hanging, args.cell_limit)
    print(
        f"{args.hanging} of {args.students} never end; limit of a cell {args.cell_limit} s in both,"
        " by Execute.timeout in nbgrader_config.py"
    )
    return side_by_side(meter, contest, args.rounds, args.jobs)


def market(args: argparse.Namespace, meter: Meter, root: Path) -> Found:
    contest, _, seconds = make_class(root, MARKET, args.students)
    print(f"graded world of {MARKET} made beforehand in {seconds:.1f} s")
    run = one_run(meter, contest, "ours", args.jobs)
    print(f"  {args.students} students {shown(run)}")
    print(
        f"  running: {sum(run['runs']):.1f} s, {args.jobs} at a time,"
        f" {run['learners_cpu']:.1f} CPU s; judging: {run['split'].get('judge', 0):.1f} s"
    )
    print(f"  ours: {steps(run)}")
    del run["marks"]
    return {"world_seconds": seconds, "run": run}


def sizes(args: argparse.Namespace, meter: Meter, root: Path) -> Found:
    found: Found = {}
    for size in map(int, filter(None, args.sizes.split(","))):
        contest, _, _ = make_class(_empty(root / str(size)), EXERCISE, size)
        for grader in ("ours", "nbgrader") if args.both else ("ours",):
            run = one_run(meter, contest, grader, args.jobs)
            del run["marks"]
            found.setdefault(str(size), {})[grader] = run
            each = run["wall"] / size * 1000
            print(f"  {size:4} students {grader:9} {shown(run)}  {each:.0f} ms each", flush=True)
            if grader == "ours":
                print(f"       {steps(run)}", flush=True)
    return found


def one_submission(args: argparse.Namespace, meter: Meter, root: Path) -> Found:
    _, course, _ = make_class(root, EXERCISE, 0)
    found = split(course)
    for what, seconds in found.items():
        print(f"  {what:48} {seconds * 1000:9.1f} ms")
    return found


PARTS: dict[str, Callable[[argparse.Namespace, Meter, Path], Found]] = {
    "class": own_class,
    "foreign": foreign,
    "hanging": hanging,
    "market": market,
    "sizes": sizes,
    "split": one_submission,
}


def _empty(folder: Path) -> Path:
    folder.mkdir()
    return folder


def options() -> argparse.Namespace:
    summary = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        description=summary[0],
        epilog=summary[2],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--parts", default=",".join(PARTS))
    parser.add_argument("--rounds", type=int, default=3, help="of both graders in turn")
    parser.add_argument("--students", type=int, default=40)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--hanging", type=int, default=2, help="submissions that never end")
    parser.add_argument("--cell-limit", type=int, default=10, help="seconds, where some hang")
    parser.add_argument("--sizes", default="10,40,100,400")
    parser.add_argument("--both", action="store_true", help="sizes: nbgrader too (2.3 s for each)")
    parser.add_argument("--out", type=Path, help="write everything measured as JSON")
    args = parser.parse_args()
    args.parts = args.parts.split(",")
    if unknown := sorted(set(args.parts) - PARTS.keys()):
        parser.error(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    return args


def main() -> None:
    args = options()
    if not sandbox.available():
        sys.exit("沙箱要在 Linux 上才有，这里测不了。")
    for packages in (Path(sys.prefix) / "lib", ROOT / "opscourse"):
        compileall.compile_dir(packages, quiet=2, workers=0)
    report: Found = {"python": platform.python_version(), "cores": os.cpu_count()}
    meter = Meter()
    try:
        for name in args.parts:
            print(f"-- {name}", flush=True)
            with tempfile.TemporaryDirectory(prefix="bench-") as folder:
                report[name] = PARTS[name](args, meter, _empty(Path(folder) / "course"))
            if args.out:  # what is measured stays, also if a later part is stopped
                text = json.dumps(report, indent=1, ensure_ascii=False)
                args.out.write_text(text + "\n", "utf-8")
    finally:
        meter.close()


if __name__ == "__main__":
    main()
