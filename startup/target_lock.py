"""Print the lock's lines for another platform; run by a Python that has pip.

`pip download --platform` still weighs environment markers against the machine it runs on, so a
lock with `sys_platform == 'win32'` would lose colorama on a stick made on Linux. Here the markers
are weighed against the target and dropped.
"""

import sys
from pathlib import Path

_SYSTEMS = {"win": "win32", "macosx": "darwin", "linux": "linux", "manylinux": "linux"}


def target(platform: str, version: str) -> dict[str, str]:
    """Return the marker variables of a platform tag such as "win_amd64" and a version "3.12".

    >>> target("win_amd64", "3.12")["os_name"]
    'nt'
    """
    system = platform.split("_")[0].rstrip("0123456789")
    if system not in _SYSTEMS:
        raise ValueError(platform)
    sys_platform = _SYSTEMS[system]
    names = {"win32": "Windows", "darwin": "Darwin", "linux": "Linux"}
    return {
        "sys_platform": sys_platform,
        "os_name": "nt" if sys_platform == "win32" else "posix",
        "platform_system": names[sys_platform],
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "python_version": version,
        # A late patch release: the lock asks for one only to tell an old 3.11.x apart.
        "python_full_version": f"{version}.99",
    }


def lines_for(lock: str, variables: dict[str, str]) -> str:
    """Keep the requirements that hold for `variables`, without their markers."""
    from pip._vendor.packaging.markers import Marker

    kept, keep = [], True
    for line in lock.splitlines():
        if line and not line[0].isspace() and not line.startswith("#"):
            requirement, semicolon, rest = line.partition(" ; ")
            marker = rest.removesuffix("\\").strip()
            keep = not semicolon or Marker(marker).evaluate(variables)
            line = f"{requirement} \\" if semicolon and rest.endswith("\\") else line
        if keep:
            kept.append(line)
    return "\n".join(kept) + "\n"


if __name__ == "__main__":
    path, platform_tag, python_version = sys.argv[1:]
    text = Path(path).read_text("utf-8")
    sys.stdout.write(lines_for(text, target(platform_tag, python_version)))
