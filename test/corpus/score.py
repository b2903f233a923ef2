#!/usr/bin/env python3
"""Compiles and runs the corpus under RefSan and its peers and prints who was right.

    test/corpus/score.py --build build                               RefSan at -O0 and -O2
    test/corpus/score.py --build build --tools refsan,lsan,valgrind,heaptrack
    test/corpus/score.py --build build --filter cxx/cycle --levels O2 -v

RefSan is held to the whole header of a program (class, members, fields, exit status), the others to leak or not.
Exit status: 0, or 1 when RefSan was wrong about a program that is not marked known-wrong.

Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import argparse
import collections
import concurrent.futures
import os
import shutil
import sys
import tempfile
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
    parser.add_argument("--levels", default="O0,O2")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--filter", default="", help="only programs with this in their path")
    parser.add_argument("--folder", action="append", help="look here instead of in the corpus")
    parser.add_argument("--keep", help="build in this folder and leave it")
    parser.add_argument("-v", "--verbose", action="store_true", help="name every program")
    return parser.parse_args()


def sources(options, table):
    folders = [Path(folder) for folder in options.folder or []] or [HERE]
    found = sorted(path for folder in folders for path in folder.rglob("*")
                   if path.suffix in table and "Inputs" not in path.parts)
    return [path for path in found if options.filter in str(path)]


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


def run_corpus(options, tools, table, work):
    programs = [(program, level) for level in options.levels.split(",") for path in sources(options, table)
                if level in table[path.suffix].levels for program in read_programs(path, level)]
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        futures = [pool.submit(judge, program, level, tools, table, work) for program, level in programs]
        return [result for future in futures for result in future.result()]


def print_lists(results, verbose):
    unexpected = 0
    for program, tool, level, verdict, words in results:
        is_ours = tool.name == "refsan"
        if verdict == "right":
            if is_ours and program.known_wrong:
                print(f"now right: {program.name} {level}: known-wrong can go ({program.known_wrong})")
            elif verbose:
                print(f"right: {program.name} {tool.name} {level}")
            continue
        known = f" [known: {program.known_wrong}]" if is_ours and program.known_wrong else ""
        unexpected += is_ours and not known
        print(f"{verdict}: {program.name} {tool.name} {level}: {words}{known}")
    return unexpected


def print_table(results):
    counts = collections.Counter((tool.name, level, verdict) for _, tool, level, verdict, _ in results)
    rows = list(dict.fromkeys((tool.name, level) for _, tool, level, _, _ in results))
    print(f"\n{'tool':<10} {'level':<6}" + "".join(f"{verdict:>13}" for verdict in VERDICTS) + f"{'of':>8}")
    for tool, level in rows:
        cells = [counts[tool, level, verdict] for verdict in VERDICTS]
        print(f"{tool:<10} {level:<6}" + "".join(f"{cell:>13}" for cell in cells) + f"{sum(cells):>8}")


def main():
    options = arguments()
    tools = [TOOLS[name] for name in options.tools.split(",")]
    for tool in tools:
        if missing := missing_program(tool):
            sys.exit(f"score.py: {tool.name} needs the program {missing}")
    table = languages(os.path.abspath(options.build), options.llvm, options.rustc)
    work = options.keep or tempfile.mkdtemp(prefix="refsan-corpus-")
    try:
        results = run_corpus(options, tools, table, os.path.abspath(work))
    except HeaderError as error:
        sys.exit(f"score.py: {error}")
    finally:
        if not options.keep:
            shutil.rmtree(work, ignore_errors=True)
    if not results:
        sys.exit("score.py: no program with a header was found")
    # Peers first: what is of interest stands last.
    results.sort(key=lambda result: (list(TOOLS).index(result[1].name), result[2]))
    unexpected = print_lists(results, options.verbose)
    print_table(results)
    return 1 if unexpected else 0


sys.exit(main())
