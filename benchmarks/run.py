#!/usr/bin/env python3
"""RefSan beside its peers: one command, one table. See README.md."""
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

import argparse
import datetime
import fnmatch
import json
import os
import sys

from bench import callgrind, footprint, tools
from bench.build import Builder
from bench.catalogue import GROUPS, PROGRAMS, WORKLOADS
from bench.measure import Measurer, measure
from bench.table import LEGEND, summarise, table
from bench.variants import VARIANTS


SKIPPED = 77  # exit code, as ctest knows it


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workloads", nargs="*", metavar="WORKLOAD", help="names, patterns or groups; default: all but those of 30 M objects")
    parser.add_argument("--variants", metavar="NAMES", help=f"of {', '.join(VARIANTS)}; default: all but the slow ones")
    parser.add_argument("--all", action="store_true", help="the slow variants and the largest heaps, too")
    parser.add_argument("--rounds", type=int, default=5, help="how often each variant is run, in turns (default 5)")
    parser.add_argument("--build", default=os.path.join(tools.ROOT, "build/benchmarks"), metavar="FOLDER", help="where programs are built")
    parser.add_argument("--refsan", metavar="FOLDER", help="a build tree of RefSan to measure; default: one is made in the build folder")
    parser.add_argument("--save", action="store_true", help="keep the results in history/<date>-<commit>.json")
    parser.add_argument("--json", metavar="FILE", help="write the results there")
    parser.add_argument("--list", action="store_true", help="name the workloads and variants, run nothing")
    parser.add_argument("--callgrind", action="store_true", help="count instructions of the hot paths instead")
    parser.add_argument("--check", action="store_true", help="with --callgrind: fail if a count is over the baseline by more than 5 %%")
    parser.add_argument("--accept", action="store_true", help="with --callgrind: these counts are the baseline from now on")
    parser.add_argument("--footprint", action="store_true", help="compile time and text size instead")
    return parser.parse_args()


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


def run_all(args, builder):
    measurer = Measurer(builder)
    variants = chosen_variants(args)
    results = {}
    for name in selected(args.workloads, args.all):
        workload = WORKLOADS[name]
        tools.say(name)
        pairs, failures = measure(measurer, workload, variants, PROGRAMS[workload.program], args.rounds)
        results[name] = {variant: summarise(workload, runs) for variant, runs in pairs.items() if runs}
        results[name].update({variant: {"failed": why} for variant, why in failures.items()})
    return {"workloads": results}, table(results, {variant.name for variant in variants}) + ["", LEGEND]


def heading(document):
    machine = document["machine"]
    yield (f"RefSan {document['revision']}, {document['date']}. {machine['processor']}, {machine['processors']} processors, "
           f"{machine['memory_mib']} MiB. Linux {document['versions']['kernel']}.")
    yield " · ".join(text for name, text in document["versions"].items() if name != "kernel" and text != "not here")
    yield ""


def keep(args, document):
    paths = [args.json] if args.json else []
    if args.save:
        paths.append(os.path.join(tools.HERE, "history", f"{document['date'][:10]}-{document['revision'].rstrip('+')}.json"))
    for path in paths:
        before = {}
        if args.save and path == paths[-1] and os.path.exists(path):
            with open(path, encoding="utf-8") as file:  # parts may be measured one after the other
                before = json.load(file)
        for key, value in before.items():
            if isinstance(value, dict) and isinstance(document.get(key), dict):
                document[key] = {**value, **document[key]}
            else:
                document.setdefault(key, value)
        with open(path, "w", encoding="utf-8") as file:
            json.dump(document, file, indent=1, sort_keys=True)
            file.write("\n")


def main():
    args = arguments()
    if args.list:
        for group, title in GROUPS.items():
            print(f"{group} ({title}): {' '.join(name for name, workload in WORKLOADS.items() if workload.group == group)}")
        print("variants:", " ".join(VARIANTS))
        return 0
    if args.callgrind and callgrind.missing():
        print(f"benchmarks: skipped: {callgrind.missing()}")
        return SKIPPED
    builder = Builder(os.path.abspath(args.build), os.path.abspath(args.refsan) if args.refsan else "")
    failed = False
    if args.callgrind:
        part, lines, failed = callgrind.run(builder, args.check, args.accept)
    elif args.footprint:
        part, lines = footprint.run(builder, args.rounds)
    else:
        part, lines = run_all(args, builder)
    document = {"date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M"), "revision": tools.revision(),
                "machine": tools.machine(), "versions": tools.versions(), **part}
    print("\n".join([*heading(document), *lines]))
    keep(args, document)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
