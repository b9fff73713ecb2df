# -*- coding: utf-8 -*-
"""Open the course: `python start.py` (help: `python start.py --help`).

This file is written so that any Python, 2.7 too, can read it far enough to say which one is needed.
The work is done in startup/, with the standard library alone.
"""

import os
import sys

if sys.version_info < (3, 11):
    sys.stderr.write(
        "这里要用 Python 3.11 或更新的版本，现在是 %d.%d。"
        "请安装新版 Python，再用它运行 start.py。\n" % sys.version_info[:2]
    )
    sys.exit(2)

if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    from startup.main import main

    sys.exit(main(sys.argv[1:]))
