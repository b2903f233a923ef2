#!/usr/bin/env python3
"""Runs the thread stress again and again and counts the verdicts: there may be only one.

    test/stress/threads.py --build build --runs 1000

    test/stress/threads.py --runs 10 --under "strace -f -o /dev/null"

Each run of threads.cpp must end with the same exit code, the same findings and the same ids; the clean one with 0 and
nothing on stderr. Exits with 1 and shows what was different otherwise.

Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
EXPECTED = {"leak": (23, (("cycle", 5, 10),)), "clean": (0, ())}


def compile_program(clangxx, build, level, variant, directory):
    program = directory / f"{variant}-{level}"
    flags = ["-DCLEAN"] if variant == "clean" else []
    subprocess.run([clangxx, f"--config={build}/refsan.cfg", f"-{level}", "-std=c++20", "-pthread", *flags,
                    HERE / "threads.cpp", "-o", program], check=True)
    return program


def run_once(program, under, number):
    """The verdict: exit code, and (class, times, objects) of each finding; and its ids."""
    report = program.parent / f"{program.name}.{number}.json"
    environment = {"REFSAN_OPTIONS": f"log_format=json:log_path={report}:symbolize=0", "PATH": os.environ["PATH"]}
    try:
        done = subprocess.run([*under, program], env=environment, capture_output=True, timeout=120)
    except subprocess.TimeoutExpired:
        return ("hangs", ()), ()
    findings = json.loads(report.read_text())["findings"] if report.exists() and report.stat().st_size else []
    report.unlink(missing_ok=True)
    verdict = done.returncode, tuple((f["class"], f["times"], f["objects"]) for f in findings)
    return verdict, tuple(f["id"] for f in findings)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default="build", type=pathlib.Path)
    parser.add_argument("--clangxx", default="clang++-22")
    parser.add_argument("--runs", default=1000, type=int)
    parser.add_argument("--jobs", default=2, type=int)
    parser.add_argument("--under", default="", help="run the program under this command")
    parser.add_argument("--levels", default="O0,O2")
    options = parser.parse_args()
    wrong = False
    with tempfile.TemporaryDirectory() as directory:
        for level in options.levels.split(","):
            for variant, expected in EXPECTED.items():
                program = compile_program(options.clangxx, options.build.resolve(), level, variant,
                                          pathlib.Path(directory))
                with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
                    results = list(pool.map(lambda n: run_once(program, options.under.split(), n), range(options.runs)))
                verdicts = collections.Counter(results)
                right = len(verdicts) == 1 and results[0][0] == expected
                wrong |= not right
                print(f"{variant} at -{level}: {options.runs} runs, {len(verdicts)} different verdicts"
                      + ("" if right else " (wrong)"))
                if not right:
                    for (verdict, ids), count in verdicts.most_common():
                        print(f"  {count} times: exit code {verdict[0]}, {verdict[1]} {ids}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
