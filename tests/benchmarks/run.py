"""Run the benchmarks: all of them, or the named one with its own options.

python start.py bench [auction | grading [options]]
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
NAMES = sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))


def main(words: list[str]) -> int:
    """The exit code of the last benchmark that failed, else 0."""
    named = words[:1] if words and words[0] in NAMES else []
    options = words[1:] if named else words
    if options and not named:
        print(f"先写测哪一个：{'、'.join(NAMES)}，再写它的参数。", file=sys.stderr)
        return 2
    failed = 0
    for name in named or NAMES:
        print(f"== {name}", flush=True)
        command = [sys.executable, str(HERE / f"bench_{name}.py"), *options]
        failed = subprocess.run(command).returncode or failed
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
