#!/usr/bin/env python3
"""Each row of test/verdicts.md names tests that are there, of which one leaks and one does not.

Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import pathlib
import re
import sys

CAUSES = 22
# Nothing to leak in the IR or in a report's wording; the clean half is in the script.
ONE_SIDED = {"13", "14", "15", "19", "20", "static, position-independent and not"}
SAYS_LEAK = re.compile(r"corpus(@\w+)?: leak|%exits 23|exited with code 027|\"leak\"")
SAYS_CLEAN = re.compile(r"(corpus|fixed)(@\w+)?: clean|%silent|exited normally|\"clean\"")


def location(test, name):
    corpus = test / "corpus" / name
    return corpus if name.split("/")[0] in ("c", "cxx", "rust") else test / name


def rows(text):
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and "---" not in cells[0] and cells[-1] != "tests":
            yield cells[0], re.findall(r"`([^`]+)`", cells[-1])


def main():
    test = pathlib.Path(sys.argv[1]) / "test"
    wrong, seen = [], set()
    for row, names in rows((test / "verdicts.md").read_text()):
        seen.add(row)
        there = [location(test, name) for name in names if location(test, name).is_file()]
        wrong += [f"row {row}: {name} is not there" for name in names if not location(test, name).is_file()]
        text = "\n".join(file.read_text() for file in there)
        if not names:
            wrong.append(f"row {row} has no tests")
        if row not in ONE_SIDED:
            wrong += [f"row {row}: no program that {what}" for what, says in
                      (("leaks", SAYS_LEAK), ("does not leak", SAYS_CLEAN)) if not says.search(text)]
    wrong += [f"cause {number} has no row" for number in range(1, CAUSES + 1) if str(number) not in seen]
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
