"""What instrumentation costs the compiler, and how much larger programs become."""
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

import glob
import os
import re
import shutil
import statistics
import subprocess

from . import tools
from .build import OPTIMISE
from .catalogue import PROGRAMS
from .table import number, spread

FLAVOURS = ("plain", "refsan")
NATIVE = {"SQLite (C, one file)": ("sqlite", "sqlite3.c"), "Boost Spirit parser (C++)": ("spirit", "spirit_parse.cpp"),
          "nlohmann::json program (C++)": ("nlohmann", "json_dom.cpp")}
RUST = {"serde_json and what it needs (Rust)": ("json", "serde_json"), "regex and what it needs (Rust)": ("search", "regex_automata")}


def text_bytes(path):
    """Bytes of the sections that are mapped to be run or to unwind what runs."""
    size = tools.find("llvm-size-22", "llvm-size", "size")
    sections = re.findall(r"^(\.text\S*)\s+(\d+)", tools.output(size, "-A", path), re.MULTILINE)
    return sum(int(bytes_of) for _, bytes_of in sections)


def timed(command, environment=None):
    """CPU seconds of the command and its children."""
    before = os.times()
    done = subprocess.run(command, env={**os.environ, **(environment or {})}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=False)
    after = os.times()
    if done.returncode:
        raise tools.Unavailable(f"{' '.join(command[:3])}: {done.stdout[-1500:]}")
    return after.children_user + after.children_system - before.children_user - before.children_system


def native(builder, program, source, flavour):
    path = os.path.join(builder.scratch, "footprint.o")
    found = next(name for name in builder.sources(PROGRAMS[program]) if os.path.basename(name) == source)
    seconds = timed(builder.compile_command(PROGRAMS[program], found, flavour, path))
    return seconds, text_bytes(path)


def rust(builder, member, library, flavour):
    folder = os.path.join(builder.scratch, "footprint-crates")
    shutil.rmtree(folder, ignore_errors=True)
    command, environment = builder.cargo_command(flavour, folder, "-p", f"bench-{member}")
    seconds = timed(command, environment)
    archives = glob.glob(os.path.join(folder, tools.TARGET, f"release/deps/lib{library}-*.rlib"))
    return seconds, sum(map(text_bytes, archives))


def table(part):
    lines = ["| compiled | CPU time plain | CPU time RefSan | text of RefSan's objects |", "| --- | --- | --- | --- |"]
    for title, of in part.items():
        lines.append(f"| {title} | {of['plain_s']:.2f} s | {number(of['time_ratio'])} ±{of['time_spread']:.2f} | "
                     f"{number(of['text_refsan'] / max(of['text_plain'], 1))} of {of['text_plain'] / 1024:.0f} KiB |")
    return lines


def run(builder, rounds):
    builder.refsan_tree()
    tools.say(f"compiling at {' '.join(OPTIMISE)}, {rounds} rounds")
    cases = [(title, native, case) for title, case in NATIVE.items() if tools.has_header(PROGRAMS[case[0]].header)]
    if tools.RUSTC:
        cases += [(title, rust, case) for title, case in RUST.items()]
    part = {}
    for title, measure, case in cases:
        seconds = {flavour: [] for flavour in FLAVOURS}
        text = {}
        try:
            for turn in range(rounds):
                for flavour in FLAVOURS if turn % 2 else reversed(FLAVOURS):
                    taken, text[flavour] = measure(builder, *case, flavour)
                    seconds[flavour].append(taken)
        except tools.Unavailable as why:
            tools.say(f"{title}: {why}")
            continue
        ratios = [with_it / plain for plain, with_it in zip(seconds["plain"], seconds["refsan"])]
        part[title] = {"plain_s": statistics.median(seconds["plain"]), "refsan_s": statistics.median(seconds["refsan"]),
                       "time_ratio": statistics.median(ratios), "time_spread": spread(ratios),
                       "text_plain": text["plain"], "text_refsan": text["refsan"]}
    return {"footprint": part}, table(part)
