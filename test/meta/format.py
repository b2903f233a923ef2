#!/usr/bin/env python3
"""clang-format decides about layout (.clang-format). Tests whose comments stand
beside the code that they are about are left alone, and so are tables (*.def).

usage: format.py SOURCE-ROOT CLANG-FORMAT

Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import re
import subprocess
import sys
from pathlib import Path

FOLDERS = ("plugin", "runtime", "tools", "benchmarks", "test/fuzz", "test/stress")


def main():
    root, clang_format = sys.argv[1:]
    files = [file for folder in FOLDERS for file in sorted(Path(root, folder).rglob("*"))
             if file.suffix in (".c", ".h", ".cpp")]
    result = subprocess.run([clang_format, "--dry-run", "--Werror", *files], capture_output=True, text=True)
    places = sorted(set(re.findall(r"^(\S+:\d+):\d+: ", result.stderr, re.M)))
    if not files or result.returncode:
        sys.exit("\n".join(places or [result.stderr]) + f"\nformat: not as clang-format has it; {clang_format} -i FILE puts it right")
    print(f"format: {len(files)} files")


main()
