#!/usr/bin/env python3
"""Compiles each program of the corpus twice, with all records and with those left out that cannot matter, and compares the reports.

    test/corpus/elision.py --build build [--level O2] [--filter rust/]

Exit status: 0, or 1 when a report or a status differs.

Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import argparse
import concurrent.futures
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from expectation import read_programs
from toolchain import RefSan, compile_program, languages

HERE = Path(__file__).resolve().parent
VARIANTS = {"all": "elide=0", "elided": "elide=1"}
ATTEMPTS = 5
# What differs between two builds or runs of one program.
OF_THE_BUILD = ("offset", "module", "stack")
OF_THE_RUN = ("process", "peak_bytes", "allocations", "frees", "temporary")  # what threads allocate when they meet differs

THREAD = re.compile(r"\bthread \d+")  # in notes: its number is the run's, too


def comparable(value, left_out):
    if isinstance(value, dict):
        return {key: comparable(item, left_out) for key, item in value.items() if key not in left_out}
    if isinstance(value, list):
        return [comparable(item, left_out) for item in value]
    return THREAD.sub("a thread", value) if isinstance(value, str) else value


def outcome(program, level, language, work, variant):
    """The status and the reports of one variant, or what went wrong."""
    out = Path(work) / variant / program.name
    out.mkdir(parents=True)
    wrong = compile_program(program, "refsan", level, language, out, REFSAN_PASS_OPTIONS=VARIANTS[variant])
    if wrong:
        return None, wrong
    try:
        status, output, _, documents = RefSan.documents(program, out)
    except ValueError as error:
        return None, str(error)
    reports = [comparable(document, OF_THE_BUILD + OF_THE_RUN) for document in documents]
    return (status, output, sorted(reports, key=repr)), ""


def differs(program, level, language, work):
    """What is different, or nothing. What differs from run to run of one build (a record that is mistaken for
    another one, by a few bits of an address) must be seen of both."""
    seen = {variant: [] for variant in VARIANTS}
    for attempt in range(ATTEMPTS):
        for variant, results in seen.items():
            result, wrong = outcome(program, level, language, Path(work) / str(attempt), variant)
            if wrong:
                return f"{variant}: {wrong}"
            results.append(result)
        if any(result in seen["elided"] for result in seen["all"]):
            return ""
    return f"all records: {seen['all'][0]}\n  elided: {seen['elided'][0]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default=str(HERE.parent.parent / "build"), help="RefSan's build tree or prefix")
    parser.add_argument("--llvm", default="/usr/lib/llvm-22/bin", help="where clang is")
    parser.add_argument("--rustc", default=shutil.which("rustc"), help="empty: no Rust programs")
    parser.add_argument("--level", default="O2")
    parser.add_argument("--filter", default="", help="only programs with this in their path")
    options = parser.parse_args()
    table = languages(os.path.abspath(options.build), options.llvm, options.rustc)
    programs = [program for path in sorted(HERE.rglob("*")) if path.suffix in table and "Inputs" not in path.parts
                and options.filter in str(path) for program in read_programs(path, options.level)]
    if not programs:
        sys.exit("elision.py: no program was found")
    with tempfile.TemporaryDirectory(prefix="refsan-elision-") as work, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(lambda program: differs(program, options.level, table[program.path.suffix], work), programs))
    bad = [(program, words) for program, words in zip(programs, found) if words]
    for program, words in bad:
        print(f"differs: {program.name}: {words}")
    print(f"{len(programs) - len(bad)} of {len(programs)} programs have the same report with and without elision")
    return 1 if bad else 0


sys.exit(main())
