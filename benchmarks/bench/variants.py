"""What each program is run as: plain, under RefSan, under its peers."""
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Variant:
    name: str
    title: str
    flavour: str = "plain"  # how the program is compiled and linked, see build.py
    environment: dict = field(default_factory=dict)
    wrapper: tuple = ()  # put before the command
    short: bool = False   # too slow for the whole workload
    slow: bool = False    # not run unless asked for by name, or by --all
    costly: bool = False  # a quick run measures it once
    rust: bool = True


VARIANTS = {variant.name: variant for variant in (
    Variant("plain", "plain"),
    Variant("refsan", "RefSan", "refsan"),
    Variant("norefs", "RefSan, no references", "refsan", {"REFSAN_OPTIONS": "references=0"}),
    Variant("floor", "floor", environment={"LD_PRELOAD": "{floor}"}),
    Variant("lsan-gcc", "LSan gcc 12", "lsan-gcc"),
    Variant("lsan-llvm", "LSan LLVM 22", "lsan-llvm", costly=True),
    Variant("asan", "ASan LLVM 22", "asan", slow=True, costly=True),
    Variant("heaptrack", "heaptrack", wrapper=("heaptrack", "-o", "{scratch}/heaptrack"), slow=True, costly=True),
    Variant("valgrind", "Valgrind", wrapper=("valgrind", "-q", "--leak-check=full", "--error-exitcode=0"), short=True, slow=True, costly=True),
)}
