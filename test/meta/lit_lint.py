#!/usr/bin/env python3
"""Every lit test says what it is for and checks something: an Intent line, a
RUN line, CHECK lines or a check of silence. Every end-to-end test X that leaks
has a clean twin: X-clean in the same language, or a silent run of its own.

usage: lit_lint.py SOURCE-ROOT

Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import re
import sys
from pathlib import Path

SUFFIXES = {".c", ".cpp", ".rs", ".ll"}
INTENT = re.compile(r"(//|;) Intent: \S")
RUN = re.compile(r"(//|;) RUN: (.*)")
CHECK = re.compile(r"(//|;) [A-Z0-9_-]*CHECK[A-Z0-9_-]*: ?\S")
LEAKS = re.compile(r"%exits 23\b")
SILENT = re.compile(r"%silent\b")


def main():
    root = Path(sys.argv[1]) / "test"
    errors = []
    tests = [path for folder in ("e2e", "pass") for path in sorted((root / folder).rglob("*"))
             if path.suffix in SUFFIXES and "Inputs" not in path.parts]
    for test in tests:
        text = test.read_text()
        runs = " ".join(match[1] for match in RUN.findall(text))
        if not INTENT.search(text):
            errors.append(f"{test}:1: no Intent line")
        if not runs:
            errors.append(f"{test}:1: no RUN line")
        elif not CHECK.search(text) and not SILENT.search(runs):
            errors.append(f"{test}:1: no CHECK line and no %silent: it checks nothing")
        if "e2e" not in test.parts:
            continue
        if LEAKS.search(runs) and not SILENT.search(runs):
            twin = test.with_name(test.stem + "-clean" + test.suffix)
            if not twin.exists():
                errors.append(f"{test}:1: it leaks and nothing like it runs clean: with -DCLEAN, or as {twin.name}")
        if test.stem.endswith("-clean") and not SILENT.search(runs):
            errors.append(f"{test}:1: a clean twin must be run with %silent")
    print("\n".join(errors) or f"lit_lint: {len(tests)} tests in order")
    return 1 if errors else 0


sys.exit(main())
