#!/usr/bin/env python3
"""Compiles and runs the corpus under RefSan and its peers and prints who was right.

    test/corpus/score.py --build build                               RefSan at -O0 and -O2
    test/corpus/score.py --build build --tools refsan,lsan,valgrind,heaptrack
    test/corpus/score.py --build build --filter cxx/cycle --levels O2 -v
    test/corpus/score.py --build build --peers --kind cycle --results /tmp/score.jsonl    in parts: what is in there is not run again
    test/corpus/score.py --build build --peers --every 3 --minutes 25

Each result is printed as it is there, the table at the end.

RefSan is held to the whole header of a program (class, members, fields, exit status), the others to leak or not.
Exit status: 0, or 1 when RefSan was wrong about a program that is not marked known-wrong.

Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import argparse
import collections
import concurrent.futures
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from expectation import HeaderError, read_programs
from toolchain import TOOLS, compile_program, languages, missing_program

HERE = Path(__file__).resolve().parent
VERDICTS = ("right", "wrong", "missed", "false alarm", "failed")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default=str(HERE.parent.parent / "build"), help="RefSan's build tree or prefix")
    parser.add_argument("--llvm", default="/usr/lib/llvm-22/bin", help="where clang is")
    parser.add_argument("--rustc", default=shutil.which("rustc"), help="empty: no Rust programs")
    parser.add_argument("--tools", default="refsan", help="of: " + ",".join(TOOLS))
    parser.add_argument("--peers", action="store_true", help="all tools")
    parser.add_argument("--levels", default="O0,O2")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--filter", default="", help="only programs with this in their path")
    parser.add_argument("--kind", default="", help="only programs whose name begins with one of these: cycle,lost,kept")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each Nth program, by name")
    parser.add_argument("--minutes", type=float, help="begin with no program after so long")
    parser.add_argument("--results", help="add the results to this file; those in it are not looked for again")
    parser.add_argument("--folder", action="append", help="look here instead of in the corpus")
    parser.add_argument("--keep", help="build in this folder and leave it")
    parser.add_argument("-v", "--verbose", action="store_true", help="name every program")
    return parser.parse_args()


def sources(options, table):
    folders = [Path(folder) for folder in options.folder or []] or [HERE]
    found = sorted(path for folder in folders for path in folder.rglob("*")
                   if path.suffix in table and "Inputs" not in path.parts)
    kinds = tuple(options.kind.split(","))
    return [path for path in found if options.filter in str(path) and path.name.startswith(kinds)][::options.every]


class Results:
    """(program's name, tool, level) -> (verdict, words, known-wrong); printed, and kept in a file, as they come."""

    def __init__(self, path, verbose):
        self.all, self.verbose = {}, verbose
        self.file = open(path, "a+", encoding="utf-8") if path else None
        if self.file:
            self.file.seek(0)
            for line in self.file:
                name, tool, level, *result = json.loads(line)
                self.all[name, tool, level] = tuple(result)

    def add(self, program, tool, level, verdict, words):
        self.all[program.name, tool.name, level] = result = (verdict, words, program.known_wrong)
        if self.file:
            print(json.dumps([program.name, tool.name, level, *result]), file=self.file, flush=True)
        known = f" [known: {program.known_wrong}]" if tool.name == "refsan" and program.known_wrong else ""
        if verdict != "right":
            print(f"{verdict}: {program.name} {tool.name} {level}: {words}{known}", flush=True)
        elif known:
            print(f"now right: {program.name} {level}: known-wrong can go ({program.known_wrong})", flush=True)
        elif self.verbose:
            print(f"right: {program.name} {tool.name} {level}", flush=True)

    def unexpected(self):
        return [key for key, (verdict, _, known) in self.all.items()
                if key[1] == "refsan" and verdict != "right" and not known]

    def print_table(self):
        counts = collections.Counter((tool, level, verdict) for (_, tool, level), (verdict, _, _) in self.all.items())
        # Peers first: what is of interest stands last.
        rows = sorted({(tool, level) for _, tool, level in self.all}, key=lambda row: (list(TOOLS).index(row[0]), row[1]))
        print(f"\n{'tool':<10} {'level':<6}" + "".join(f"{verdict:>13}" for verdict in VERDICTS) + f"{'of':>8}")
        for tool, level in rows:
            cells = [counts[tool, level, verdict] for verdict in VERDICTS]
            print(f"{tool:<10} {level:<6}" + "".join(f"{cell:>13}" for cell in cells) + f"{sum(cells):>8}")


def judge(program, level, tools, table, work):
    """(program, tool, level, verdict, words) for each tool; a build is shared by the tools that can use it."""
    language, built, results = table[program.path.suffix], {}, []
    for tool in tools:
        if tool.kind not in language.kinds or program.policy and tool.name != "refsan":
            continue
        out = Path(work) / level / tool.kind / program.name
        if tool.kind not in built:
            shutil.rmtree(out, ignore_errors=True)
            out.mkdir(parents=True)
            built[tool.kind] = compile_program(program, tool.kind, level, language, out)
        wrong = built[tool.kind]
        results.append((program, tool, level, *(("failed", wrong) if wrong else tool.judge(program, out, level))))
    return results


def run_corpus(options, tools, table, work, results):
    programs = [(program, level) for path in sources(options, table) for level in options.levels.split(",")
                if level in table[path.suffix].levels for program in read_programs(path, level)]
    ends = time.monotonic() + options.minutes * 60 if options.minutes else None

    def judge_missing(program, level):
        missing = [tool for tool in tools if (program.name, tool.name, level) not in results.all]
        late = ends and time.monotonic() > ends
        return None if late else judge(program, level, missing, table, work)

    left_out = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        futures = [pool.submit(judge_missing, program, level) for program, level in programs]
        for future in concurrent.futures.as_completed(futures):
            judged = future.result()
            left_out += judged is None
            for result in judged or []:
                results.add(*result)
    if left_out:
        print(f"\n{left_out} programs were left out: the time was over")


def main():
    options = arguments()
    tools = list(TOOLS.values()) if options.peers else [TOOLS[name] for name in options.tools.split(",")]
    for tool in tools:
        if missing := missing_program(tool):
            sys.exit(f"score.py: {tool.name} needs the program {missing}")
    table = languages(os.path.abspath(options.build), options.llvm, options.rustc)
    work = options.keep or tempfile.mkdtemp(prefix="refsan-corpus-")
    results = Results(options.results, options.verbose)
    try:
        run_corpus(options, tools, table, os.path.abspath(work), results)
    except HeaderError as error:
        sys.exit(f"score.py: {error}")
    finally:
        if not options.keep:
            shutil.rmtree(work, ignore_errors=True)
    if not results.all:
        sys.exit("score.py: no program with a header was found")
    results.print_table()
    return 1 if results.unexpected() else 0


sys.exit(main())
