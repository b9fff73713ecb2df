"""What can go wrong before the course opens, each as one Chinese sentence."""

import errno
import re
import sys
from pathlib import Path


class StartError(Exception):
    """A fault a person can mend: its message is one Chinese sentence, with the remedy."""


# The first pattern that occurs in pip's words decides. Order matters: a full disk or a dead
# network also makes pip say "No matching distribution".
_CAUSES: list[tuple[str, str]] = [
    (
        r"No space left on device|\[Errno 28\]|WinError 112|not enough space on the disk",
        "磁盘满了，没有装完。请腾出至少 2 GB 空间，再运行一次。",
    ),
    (
        r"DO NOT MATCH THE HASHES",
        "下载的文件和清单对不上，可能没下载完整。"
        "请再运行一次；还不行就用 --index-url 换一个下载地址。",
    ),
    (
        r"Long Path support|WinError 206",
        "文件夹的路径太长。请把整个文件夹移到短一点的地方（例如 C:\\kecheng），再运行一次。",
    ),
    (
        r"Retrying \(Retry|NewConnectionError|ConnectTimeout|Read timed out|ReadTimeoutError"
        r"|ProxyError|SSLError|CERTIFICATE_VERIFY_FAILED|Could not fetch URL|IncompleteRead"
        r"|Connection (?:reset|aborted|refused|broken)|(?:HTTP error|Client Error|Server Error)",
        "下载没有成功。请检查网络；网速慢就用 --index-url 换一个近的下载地址，"
        "没有网就用 --wheelhouse 指定 U 盘里的安装包文件夹。",
    ),
    (
        r"Permission denied|Access is denied|WinError (?:5|32)\b",
        "有文件写不进去。请关掉正在运行的 JupyterLab，确认这个文件夹可以写入，再运行一次。",
    ),
]
_MISSING = re.compile(r"No matching distribution found for ([\w.\-]+)")


def explain(output: str, log: Path | None = None, wheelhouse: Path | None = None) -> str:
    """Turn what pip or venv printed into one Chinese sentence.

    output: everything the program printed; log: where it can be read in full;
    wheelhouse: the folder that was installed from, if any.

    >>> explain("ERROR: [Errno 28] No space left on device")
    '磁盘满了，没有装完。请腾出至少 2 GB 空间，再运行一次。'
    """
    for pattern, sentence in _CAUSES:
        if re.search(pattern, output):
            return sentence
    missing = _MISSING.search(output)
    mine = "Python {}.{}（{} 位，{}）".format(
        *sys.version_info[:2], 64 if sys.maxsize > 2**32 else 32, sys.platform
    )
    if missing and wheelhouse is not None:
        return (
            f"{wheelhouse} 里没有适合 {mine} 的 {missing[1]}。"
            "请在有网的电脑上用同样版本的 Python 运行 python start.py wheelhouse，重新做一份。"
        )
    if missing:
        return (
            f"没有适合 {mine} 的 {missing[1]}。"
            "请检查网络和 --index-url；都没问题就换 64 位的 Python 3.11、3.12 或 3.13。"
        )
    where = f"详细记录在 {log}，可以发给老师看。" if log else ""
    return f"安装没有完成，请再运行一次。{where}"


def explain_os_error(error: OSError) -> str:
    """Turn a failed file operation into one Chinese sentence that names the file.

    >>> explain_os_error(OSError(errno.ENOSPC, "full", "mywork"))
    '磁盘满了，mywork 没有写完。请腾出一些空间，再运行一次。'
    """
    name = error.filename or "文件"
    if error.errno in (errno.ENOSPC, errno.EDQUOT) or getattr(error, "winerror", 0) == 112:
        return f"磁盘满了，{name} 没有写完。请腾出一些空间，再运行一次。"
    if isinstance(error, PermissionError):
        return f"{name} 写不进去。请关掉正在用它的程序，确认这个文件夹可以写入，再运行一次。"
    return f"{name} 读写出错（{error.strerror or error}），请检查这个文件，再运行一次。"
