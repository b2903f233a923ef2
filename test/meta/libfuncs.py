#!/usr/bin/env python3
"""Every library function that LLVM knows to allocate is in AllocFunctions.def: it is
rewritten, or ignored for a reason.

usage: libfuncs.py SOURCE-ROOT LLVM-INCLUDE-DIRECTORY

Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import re
import sys
from pathlib import Path

# By name, as LLVM's own table of them (MemoryBuiltins.cpp) is not installed: new in
# any form, the malloc family under any prefix, copies of strings.
ALLOCATES = re.compile(r"_Zn[aw]|\?\?(2|_U)@|\w*(m|c|re|_)alloc(f|array|_shared)?$|\w*(str|strn)dup$|p?valloc$|memalign|__size_returning_new")


def main():
    root, include = map(Path, sys.argv[1:])
    known = re.findall(r'TargetLibCall<"([^"]+)"', (include / "llvm/Analysis/TargetLibraryInfo.td").read_text())
    allocating = {name for name in known if ALLOCATES.match(name)}
    table = (root / "plugin/tables/AllocFunctions.def").read_text()
    rows = re.findall(r'^REFSAN_ALLOC(?:_IGNORED)?\("([^"]+)"', table, re.M)
    errors = [f"AllocFunctions.def: no row for {name}, which LLVM knows to allocate" for name in
              sorted(allocating - set(rows))]
    errors += [f"AllocFunctions.def: more than one row for {name}" for name in sorted(set(rows)) if rows.count(name) > 1]
    if len(allocating) < 40:
        errors.append(f"only {len(allocating)} allocation functions found in LLVM's table: has its form changed?")
    print("\n".join(errors) or f"libfuncs: {len(allocating)} allocation functions of LLVM's have a row")
    return 1 if errors else 0


sys.exit(main())
