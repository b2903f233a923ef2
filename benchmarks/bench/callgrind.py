"""Instructions of the hot paths, counted by callgrind: the same on each run, so a change of 5 % says something."""
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

import glob
import json
import os
import re
import subprocess

from . import tools
from .build import Unavailable
from .variants import VARIANTS

BASELINE = os.path.join(tools.HERE, "baseline.json")
TIMES = 20000  # as the programs have it
ALLOWED = 1.05
PROGRAMS = {"C++": "hot_paths_cpp", "Rust": "hot_paths_rust"}


def without_debug_info(builder, path):
    """A copy: valgrind gives up on debug info that is newer than it, and asks for symbols only."""
    copy = os.path.join(builder.scratch, "counted")
    subprocess.run([tools.find("strip"), "--strip-debug", "-o", copy, path], check=True)
    return copy


def count(builder, program, variant):
    """{path: instructions of one operation}."""
    path = without_debug_info(builder, builder.program(program, variant.flavour))
    out = os.path.join(builder.scratch, "callgrind.out")
    for old in glob.glob(out + "*"):
        os.remove(old)
    command = [tools.find("valgrind"), "--tool=callgrind", f"--callgrind-out-file={out}", "--dump-after=path_*", path]
    # The environment is on the stack, and stack addresses are part of keys: always the same.
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", **variant.environment}
    done = subprocess.run(command, env=environment, cwd=builder.scratch, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=False)
    if done.returncode:
        raise SystemExit(f"benchmarks: callgrind of {program}, {variant.name}: {done.stdout[-1500:]}")
    counts = {}
    for number in range(1, len(glob.glob(out + ".*")) + 1):
        with open(f"{out}.{number}", encoding="utf-8") as file:
            text = file.read()
        name = re.search(r"^desc: Trigger: --dump-after=path_(\w+)", text, re.MULTILINE)
        total = re.search(r"^(?:totals|summary): (\d+)", text, re.MULTILINE)
        if name and total:
            counts[name.group(1)] = int(total.group(1)) / TIMES  # the last of a name: warm
    if not counts:
        raise SystemExit("benchmarks: callgrind wrote no counts")
    return counts


def uncounted(counts, baseline):
    """What the baseline has and was not counted: a check of nothing must not pass."""
    for language, known in baseline.items():
        if language == "Rust" and not tools.RUSTC:
            continue
        for path in sorted(set(known) - set(counts.get(language, {}))):
            yield f"{language} {path}: in the baseline, but it was not counted"


def regressions(counts, baseline):
    for language, paths in counts.items():
        known = baseline.get(language, {})
        for path, now in paths.items():
            if path not in known:
                yield f"{language} {path}: not in the baseline (--callgrind --accept)"
                continue
            # What RefSan adds: the rest is libc's, which chooses its functions by the processor.
            added, before = (counted["refsan"] - counted["plain"] for counted in (now, known[path]))
            if added - before > known[path]["refsan"] * (ALLOWED - 1):
                yield f"{language} {path}: RefSan adds {added:.1f} instructions, {before:.1f} in the baseline"


def rounded(counts):
    return {path: {name: round(value, 1) for name, value in values.items()} for path, values in counts.items()}


def measure(builder):
    counts = {}
    for language, program in PROGRAMS.items():
        try:
            by_variant = {name: count(builder, program, VARIANTS[name]) for name in ("plain", "refsan", "norefs")}
        except Unavailable as why:
            tools.say(f"{language}: {why}")
            continue
        counts[language] = rounded({path: {name: paths[path] for name, paths in by_variant.items()} for path in by_variant["plain"]})
    return counts


def missing():
    """Why nothing can be counted here, or nothing."""
    return ", ".join(f"{name} is not installed" for name in ("valgrind", "strip") if not tools.find(name))


def table(counts):
    lines = ["| hot path, instructions of one operation | plain | RefSan | RefSan, no references |", "| --- | --- | --- | --- |"]
    for language, paths in counts.items():
        lines += [f"| {language} {path} | {now['plain']:.0f} | {now['refsan']:.0f} | {now['norefs']:.0f} |" for path, now in paths.items()]
    return lines


def run(builder, check, accept):
    """(part of the document, lines of the table, whether a count is too high)."""
    counts = measure(builder)
    lines = table(counts)
    if accept:
        with open(BASELINE, "w", encoding="utf-8") as file:
            json.dump(counts, file, indent=1)
            file.write("\n")
    failed = False
    if check:
        with open(BASELINE, encoding="utf-8") as file:
            baseline = json.load(file)
        over = [*uncounted(counts, baseline), *regressions(counts, baseline)]
        failed = bool(over)
        lines += ["", *(over or ["No hot path is more than 5 % over the baseline."])]
    return {"callgrind": counts}, lines, failed
