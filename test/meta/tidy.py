#!/usr/bin/env python3
"""clang-tidy with the checks of .clang-tidy over the sources of plugin and
runtime; every finding is an error.

usage: tidy.py SOURCE-ROOT BUILD-DIR CLANG-TIDY

Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def main():
    root, build, tidy = sys.argv[1:]
    files = sorted(Path(root, "plugin").glob("*/*.cpp")) + sorted(Path(root, "runtime").glob("*/*.cpp"))
    files = [file for file in files if not file.stem.endswith("_test")]
    if not all(any(file.is_relative_to(Path(root, part)) for file in files) for part in ("plugin", "runtime")):
        sys.exit("tidy: no sources of plugin or runtime found")

    def run(file):
        return file, subprocess.run([tidy, "-p", build, "--quiet", str(file)], capture_output=True, text=True)

    failed = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for file, result in pool.map(run, files):
            if result.returncode != 0:
                failed += 1
                print(f"{file}:\n{result.stdout}")
                if "error:" not in result.stdout:
                    print(result.stderr)
    print(f"tidy: {failed} of {len(files)} files have findings")
    return 1 if failed else 0


sys.exit(main())
