#!/usr/bin/env python3
"""RefSan beside its peers: one command, one table. What it printed last is docs/performance.md."""
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

import argparse
import datetime
import fnmatch
import json
import os
import sys
import time

from bench import callgrind, document, footprint, tools
from bench.build import Builder
from bench.catalogue import GROUPS, PROGRAMS, WORKLOADS
from bench.measure import Measurer, measure, usable
from bench.smoke import smoke
from bench.stacks import stacks
from bench.table import LEGEND, summarise, table
from bench.variants import VARIANTS


SKIPPED = 77  # exit code, as ctest knows it


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workloads", nargs="*", metavar="WORKLOAD", help="names, patterns or groups; default: all but those of 30 M objects")
    parser.add_argument("--variants", metavar="NAMES", help=f"of {', '.join(VARIANTS)}; default: all but the slow ones")
    parser.add_argument("--all", action="store_true",
                        help="the slow variants and the largest heaps, too; without names also --callgrind and --footprint")
    parser.add_argument("--rounds", type=int, default=5, help="how often each variant is run, in turns (default 5)")
    parser.add_argument("--quick", action="store_true", help="three rounds, one of what is costly: about a quarter of an hour for --all")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="no workload is begun later than that")
    parser.add_argument("--prepare", action="store_true", help="build what would be measured, measure nothing")
    parser.add_argument("--build", default=os.path.join(tools.ROOT, "build/benchmarks"), metavar="FOLDER", help="where programs are built")
    parser.add_argument("--refsan", metavar="FOLDER", help="a build tree of RefSan to measure; default: one is made in the build folder")
    parser.add_argument("--save", action="store_true", help="keep the results in history/<date>-<commit>.json, and make docs/performance.md of it")
    parser.add_argument("--json", metavar="FILE", help="write the results there")
    parser.add_argument("--list", action="store_true", help="name the workloads and variants, run nothing")
    parser.add_argument("--callgrind", action="store_true", help="count instructions of the hot paths instead")
    parser.add_argument("--check", action="store_true", help="with --callgrind: fail if a count is over the baseline by more than 5 %%")
    parser.add_argument("--accept", action="store_true", help="with --callgrind: these counts are the baseline from now on")
    parser.add_argument("--footprint", action="store_true", help="compile time and text size instead")
    parser.add_argument("--smoke", action="store_true",
                        help="instead, run each workload once, short, and look at what it says and how it ends; takes no times")
    parser.add_argument("--stacks", action="store_true",
                        help="instead, count the allocations that a wrong stack is recorded for; fails where they are more than one in 100,000")
    parser.add_argument("--no-registry", action="store_true", help="with --smoke or --stacks: leave out programs of published crates")
    parser.add_argument("--page", metavar="FILE", help="make docs/performance.md of these results, measure nothing")
    args = parser.parse_args()
    if args.quick:
        args.rounds = min(args.rounds, 3)
    return args


def selected(patterns, everything):
    if not patterns:
        return [name for name in WORKLOADS if everything or not name.endswith("_30m")]
    chosen = [name for name, workload in WORKLOADS.items()
              if any(fnmatch.fnmatch(name, pattern) or workload.group == pattern for pattern in patterns)]
    if not chosen:
        raise SystemExit(f"benchmarks: nothing is called {' '.join(patterns)}; --list names them")
    return chosen


def chosen_variants(args):
    if not args.variants:
        return [variant for variant in VARIANTS.values() if args.all or not variant.slow]
    names = args.variants.split(",")
    unknown = [name for name in names if name not in VARIANTS]
    if unknown:
        raise SystemExit(f"benchmarks: no variant {', '.join(unknown)}; there are {', '.join(VARIANTS)}")
    return [variant for variant in VARIANTS.values() if variant.name in names or variant.name == "plain"]


def run_all(args, builder, save):
    """Measures workload by workload; save({part}) after each, so that nothing is lost if the run ends early."""
    measurer = Measurer(builder, timeout=60 if args.quick else 300)
    variants = chosen_variants(args)
    results, ends = {}, time.monotonic() + 60 * args.minutes
    for name in selected(args.workloads, args.all):
        workload = WORKLOADS[name]
        if time.monotonic() > ends:
            tools.say(f"{name}: left out, the {args.minutes:g} minutes are over")
            continue
        tools.say(name)
        pairs, failures = measure(measurer, workload, variants, PROGRAMS[workload.program], args.rounds, args.quick)
        results[name] = {variant: summarise(workload, runs) for variant, runs in pairs.items() if runs}
        results[name].update({variant: {"failed": why} for variant, why in failures.items()})
        save({"workloads": {name: results[name]}, "rounds": rounds_of(args)})
    return {"workloads": results, "rounds": rounds_of(args)}, table(results, {variant.name for variant in variants}) + ["", LEGEND]


def rounds_of(args):
    return f"{args.rounds}, of costly variants and of 30 M objects 1" if args.quick else str(args.rounds)


def prepare(args, builder):
    """Builds what a run with these arguments would. Programs that a command failed for, each with the exception, which has the command."""
    measurer = Measurer(builder)
    failed = {}
    for name in selected(args.workloads, args.all):
        tools.say(name)
        program = WORKLOADS[name].program
        for variant, why in usable(measurer, WORKLOADS[name], chosen_variants(args), PROGRAMS[program])[1].items():
            if isinstance(why, tools.BuildFailed):
                failed[f"{program}: {variant}"] = why
    return failed


def history(results):
    return os.path.join(tools.HERE, "history", f"{results['date'][:10]}-{results['revision'].rstrip('+')}.json")


def with_earlier(results, path):
    """Parts may be measured one after the other."""
    if not os.path.exists(path):
        return results
    with open(path, encoding="utf-8") as file:
        before = json.load(file)
    merged = {**before, **results}
    for key, value in before.items():
        if isinstance(value, dict) and isinstance(results.get(key), dict):
            merged[key] = {**value, **results[key]}
    return merged


def keep(args, results):
    if args.json:
        write_json(args.json, results)
    if args.save:
        whole = with_earlier(results, history(results))
        write_json(history(results), whole)
        document.write(whole)


def described(part, builder):
    """A part with what is to be known of it."""
    return {"date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M"),
            "revision": tools.revision(builder.refsan_tree()), "machine": tools.machine(), "versions": tools.versions(), **part}


def write_json(path, results):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(results, file, indent=1, sort_keys=True)
        file.write("\n")


def measured(args, builder):
    """(part of the results, lines to print, whether something is worse than it may be)."""
    save = lambda part: keep(args, described(part, builder)) if args.save else None
    if args.callgrind:
        return callgrind.run(builder, args.check, args.accept)
    if args.footprint:
        return (*footprint.run(builder, args.rounds), False)
    part, lines = run_all(args, builder, save)
    if args.all and not args.workloads:
        if not callgrind.missing():
            more, more_lines, _ = callgrind.run(builder, False, False)
            save(more)
            part, lines = {**part, **more}, [*lines, "", *more_lines]
        more, more_lines = footprint.run(builder, 1 if args.quick else 3)
        part, lines = {**part, **more}, [*lines, "", *more_lines]
    return part, lines, False


def main():
    args = arguments()
    if args.list:
        for group, title in GROUPS.items():
            print(f"{group} ({title}): {' '.join(name for name, workload in WORKLOADS.items() if workload.group == group)}")
        print("variants:", " ".join(VARIANTS))
        return 0
    if args.page:
        with open(args.page, encoding="utf-8") as file:
            document.write(json.load(file))
        return 0
    if args.callgrind and callgrind.missing():
        print(f"benchmarks: skipped: {callgrind.missing()}")
        return SKIPPED
    builder = Builder(os.path.abspath(args.build), os.path.abspath(args.refsan) if args.refsan else "")
    if args.smoke or args.stacks:
        lines, failed = (stacks if args.stacks else smoke)(builder, selected(args.workloads, False), not args.no_registry)
        print("\n".join(lines))
        return 1 if failed else 0
    if args.prepare:
        failed = prepare(args, builder)
        for name, why in failed.items():
            print(f"{name}: FAILED: {why}")
        return 1 if failed else 0
    part, lines, failed = measured(args, builder)
    results = described(part, builder)
    print("\n".join([*document.heading(results), "", *lines]))
    keep(args, results)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
