#!/usr/bin/env python3
"""Files and functions stay small: a file at most 400 lines, a function at most
70, a CMake file at most 150. Functions are found by indentation, which
clang-format guarantees; macros that span lines are not seen.

usage: size.py SOURCE-ROOT

Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import re
import sys
from pathlib import Path

MAX_FILE, MAX_CMAKE, MAX_FUNCTION = 400, 150, 70
FOLDERS = ("plugin", "runtime", "tools", "cmake", "test")
CODE = {".h", ".cpp", ".def", ".inc", ".c", ".rs", ".py", ".sh"}
NOT_A_FUNCTION = re.compile(r"^\s*(if|for|while|switch|do|else|namespace|class|struct|union|enum|extern|try|catch)\b|^\s*[}#]")


def functions(lines):
    """(first line, length) of every block that looks like a function's body."""
    start, indent = None, ""
    for number, line in enumerate(lines, 1):
        if start is None:
            if not (line.rstrip().endswith("{") and ")" in line):
                continue
            # The signature may have begun on a line before, a constructor's before what it initialises.
            first, depth = number, line.count(")") - line.count("(")
            while (depth > 0 or lines[first - 1].lstrip().startswith(":")) and first > 1:
                first -= 1
                depth += lines[first - 1].count(")") - lines[first - 1].count("(")
            signature = lines[first - 1]
            if not NOT_A_FUNCTION.match(signature):
                start, indent = first, signature[: len(signature) - len(signature.lstrip())]
        elif line.startswith(indent + "}"):
            yield start, number - start + 1
            start = None


def main():
    root = Path(sys.argv[1])
    errors = []
    files = [root / "CMakeLists.txt"]
    for folder in FOLDERS:
        files += sorted(path for path in (root / folder).rglob("*") if path.is_file())
    for file in files:
        cmake = file.name == "CMakeLists.txt" or file.suffix == ".cmake"
        if not cmake and file.suffix not in CODE:
            continue
        lines = file.read_text().splitlines()
        limit = MAX_CMAKE if cmake else MAX_FILE
        if len(lines) > limit:
            errors.append(f"{file}:1: {len(lines)} lines, limit {limit}")
        if file.suffix in (".h", ".cpp"):
            for first, length in functions(lines):
                if length > MAX_FUNCTION:
                    errors.append(f"{file}:{first}: a function of {length} lines, limit {MAX_FUNCTION}")
    print("\n".join(errors) or f"size: {len(files)} files within limits")
    return 1 if errors else 0


sys.exit(main())
