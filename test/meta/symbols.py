#!/usr/bin/env python3
"""What the runtime takes from outside and what it gives: undefined symbols are
libc's and listed in runtime/allowed_symbols.txt, the archive has one member,
no C++ library, no name that could meet one of the program's, every entry point
of abi.def exported.

usage: symbols.py SOURCE-ROOT ARCHIVE SHARED-LIBRARY NM C-COMPILER

Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import re
import subprocess
import sys
from pathlib import Path

# Made by the linker, not by a library.
LINKER_MADE = {"_GLOBAL_OFFSET_TABLE_", "_DYNAMIC", "__ehdr_start", "__executable_start", "_end", "__dso_handle",
               *(f"__{end}_refsan_{part}" for end in ("start", "stop") for part in ("text", "report_text", "data", "bss"))}
# Names that programs expect a runtime to own.
OWNED = re.compile(r"(__refsan_|refsan_|__lsan_|__sanitizer_)\w+")
OFFERED = re.compile(r"__sanitizer_|__lsan_(?!default|is_turned)")
OF_NAMESPACE = re.compile(r"_ZT?[A-Z]*N?K?6refsan|_ZGVN6refsan|_ZZN6refsan")

# Weak: whether another runtime or library is in the program is asked.
PROBED = {"__pthread_create", "dlsym", "__asan_init", "__hwasan_init", "__lsan_init", "__msan_init", "__tsan_init", "g_slice_set_config",
          "PyMem_GetAllocator", "PyMem_SetAllocator", "PyType_Type", "Py_IsInitialized", "_PyRuntime"}


def nm(tool, *args):
    out = subprocess.run([tool, *args], check=True, capture_output=True, text=True).stdout
    return [line.split() for line in out.splitlines() if line.strip()]


def libc_symbols(tool, compiler):
    """What libc.so.6, its static part and the dynamic loader define."""
    names = set()
    for library, *options in (("libc.so.6", "-D"), ("ld-linux-x86-64.so.2", "-D"), ("libc_nonshared.a",)):
        path = subprocess.run([compiler, f"-print-file-name={library}"], capture_output=True, text=True).stdout.strip()
        if Path(path).is_absolute():
            names |= {row[-1].split("@")[0] for row in nm(tool, *options, "--defined-only", path)}
    return names


def main():
    root, archive, shared, tool, compiler = sys.argv[1:]
    errors = []

    members = [row[0] for row in nm(tool, archive) if len(row) == 1 and row[0].endswith(":")]
    if len(members) != 1:
        errors.append(f"{archive}: {len(members)} members, expected one: {members}")

    rows = [row for row in nm(tool, "-u", archive) if not row[-1].endswith(":")]
    undefined = {row[-1] for row in rows if not (row[-1] in PROBED and row[0] == "w")} - LINKER_MADE
    lines = (Path(root) / "runtime/allowed_symbols.txt").read_text().splitlines()
    listed = {line.split("#")[0].strip() for line in lines} - {""}
    libc = libc_symbols(tool, compiler)
    for name in sorted(undefined):
        if name not in listed:
            errors.append(f"{archive}: undefined symbol {name} is not in runtime/allowed_symbols.txt")
        elif name not in libc:
            errors.append(f"{archive}: undefined symbol {name} is not libc's")
    for name in sorted(listed - undefined):
        errors.append(f"runtime/allowed_symbols.txt: {name} is not used")

    table = (Path(root) / "runtime/entry/interposed.def").read_text()
    interposed = set(re.findall(r"^REFSAN_INTERPOSED\((\w+)\)", table, re.M))
    defined = set()
    for row in nm(tool, "--extern-only", "--defined-only", archive):
        name = row[-1]
        defined.add(name)
        if len(row) == 3 and not (OWNED.fullmatch(name) or name in interposed or OF_NAMESPACE.match(name)):
            errors.append(f"{archive}: {name} could meet a name of the program's")

    for name in sorted(interposed - defined):
        errors.append(f"runtime/entry/interposed.def: the runtime does not define {name}")

    table = (Path(root) / "runtime/entry/user_api.def").read_text()
    api = set(re.findall(r"^REFSAN_USER_API\((\w+)\)", table, re.M))
    offered = {name for name in defined if OFFERED.match(name)}
    for name in sorted(api - defined | offered - api):
        errors.append(f"runtime/entry/user_api.def: {name} is not in both the table and the runtime")

    exported = {row[-1] for row in nm(tool, "-D", "--defined-only", shared)}
    abi = (Path(root) / "runtime/include/refsan/abi.def").read_text()
    for name in re.findall(r"^REFSAN_RT(?:_RECORD)?\([^,]+, (\w+)", abi, re.M):
        if name not in exported:
            errors.append(f"{shared}: {name} of abi.def is not exported")

    print("\n".join(errors) or f"symbols: {len(undefined)} of libc's, nothing else")
    return 1 if errors else 0


sys.exit(main())
