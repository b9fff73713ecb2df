"""Write requirements.lock, requirements-dev.lock and constraints.txt from pyproject.toml.

Run it after changing a dependency: `python scripts/make_lock.py` (it needs uv on the PATH);
`--upgrade` also takes newer versions. The learner's packages and the developers' are kept apart,
because the latter would double the download; a developer's environment is both files together.
No host name gets into any of the three.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNTIME, DEV, CONSTRAINTS = "requirements.lock", "requirements-dev.lock", "constraints.txt"


def entries(lock: str) -> dict[str, str]:
    """Split a lock into its entries: the line without hashes → the entry as written.

    >>> entries("six==1.17.0 \\\\\\n    --hash=sha256:00\\n")
    {'six==1.17.0': 'six==1.17.0 \\\\\\n    --hash=sha256:00\\n'}
    """
    found: dict[str, str] = {}
    key = ""
    for line in lock.splitlines(keepends=True):
        if not line[0].isspace():
            key = line.rstrip(" \\\n")
            found[key] = ""
        found[key] += line
    return found


def _compile(output: Path, *options: str) -> None:
    command = ["uv", "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--no-header", "--no-annotate", "--quiet", *options]
    subprocess.run([*command, "-o", str(output)], cwd=ROOT, check=True)


def main() -> int:
    """Write the three files; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--upgrade", action="store_true")
    upgrade = ["--upgrade"] if parser.parse_args().upgrade else []
    runtime = ROOT / RUNTIME
    _compile(runtime, *upgrade)
    mine = entries(runtime.read_text("utf-8"))
    (ROOT / CONSTRAINTS).write_text("".join(f"{line}\n" for line in mine), "utf-8")
    with tempfile.TemporaryDirectory() as scratch:
        everything = Path(scratch, "all.lock")
        if not upgrade:  # uv keeps the versions that stand in the file it writes to.
            dev = ROOT / DEV
            known = runtime.read_text("utf-8") + (dev.read_text("utf-8") if dev.exists() else "")
            everything.write_text(known, "utf-8")
        _compile(everything, "--group", "dev", "--constraint", CONSTRAINTS)
        extra = entries(everything.read_text("utf-8"))
    # the same version may stand there for fewer systems: nobody works on the ones left out
    there = {line.split(";")[0].strip() for line in mine}
    wanted = (entry for line, entry in extra.items() if line.split(";")[0].strip() not in there)
    text = "".join(wanted)
    (ROOT / DEV).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
