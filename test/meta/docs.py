#!/usr/bin/env python3
"""What the tables say, the pages say too: kinds of suppressions, classes,
exit codes, what a protocol declares.

usage: docs.py SOURCE-ROOT

Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import re
import sys
from pathlib import Path


def rows(root, table, macro):
    """The arguments of each row of a table, texts without their quotes."""
    text = (root / table).read_text()
    for line in re.findall(rf"^{macro}\((.*)\)", text, re.M):
        yield [argument.strip().strip('"') for argument in re.split(r",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", line)]


def main():
    root = Path(sys.argv[1])
    suppressions = (root / "docs/suppressions.md").read_text()
    gate = (root / "docs/gate.md").read_text()
    protocols = (root / "docs/protocols.md").read_text()
    header = (root / "runtime/include/refsan/refsan.h").read_text()
    errors = []
    for word, _, _, macro in rows(root, "plugin/tables/ProtocolWords.def", "REFSAN_PROTOCOL_WORD"):
        if not re.search(rf"\| `{word} FUNCTION.*\| `{macro}\(", protocols):
            errors.append(f"docs/protocols.md: no row for {word} and {macro}")
        if not re.search(rf'#define {macro}\(.*"{word}"', header):
            errors.append(f"refsan.h: no macro {macro} for {word}")
    for _, word, meaning in rows(root, "runtime/gate/suppress.def", "REFSAN_SUPPRESSION"):
        if f"| `{word}:` |" not in suppressions:
            errors.append(f"docs/suppressions.md: no row for {word}: ({meaning})")
    for _, _, name, *_ in rows(root, "runtime/include/refsan/kinds.def", "REFSAN_CLASS"):
        if f"`{name}`" not in suppressions:
            errors.append(f"docs/suppressions.md: no word of the class {name}")
    for name, code, meaning in rows(root, "runtime/include/refsan/kinds.def", "REFSAN_EXIT"):
        if not re.search(rf"\b{code}\b", gate):
            errors.append(f"docs/gate.md: no word of exit code {code} ({name}: {meaning})")
    print("\n".join(errors) or "docs: the tables are in the pages")
    return 1 if errors else 0


sys.exit(main())
