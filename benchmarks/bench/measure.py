"""Runs workloads under variants, in rounds, and keeps what each run took."""
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

import os
import random
import shutil
import subprocess
from dataclasses import dataclass

from . import tools
from .build import Unavailable
from .variants import VARIANTS

EMPTY_RUNS = 40  # of a program that does nothing, a round


@dataclass
class Run:
    cpu: float    # user and system, seconds
    wall: float   # seconds
    memory: int   # peak, KiB
    code: int = 0        # the exit code
    ending: float = 0.0  # seconds of wall time after main


class Failed(Exception):
    pass


class Measurer:
    def __init__(self, builder, timeout=300):
        self.builder = builder
        self.timeout = timeout
        self.launcher = builder.helper("launch", "bench/launch.c")
        self.floor = builder.helper("floor.so", "floor/floor.c", "-fPIC", "-shared", "-fvisibility=hidden", "-fno-omit-frame-pointer")

    def command(self, workload, variant, short=False):
        program = self.builder.program(workload.program, variant.flavour)
        fill = {"floor": self.floor, "scratch": self.builder.scratch}
        wrapper = [word.format(**fill) for word in variant.wrapper]
        if wrapper:
            found = tools.find(wrapper[0])
            if not found:
                raise Unavailable(f"no {wrapper[0]}")
            wrapper[0] = found
        environment = {"PATH": "/usr/bin:/bin", "HOME": self.builder.scratch, "LC_ALL": "C.UTF-8"}
        environment.update({name: value.format(**fill) for name, value in variant.environment.items()})
        return wrapper + [program, *(workload.short if short else workload.arguments)], environment

    def run(self, workload, variant, short=False):
        command, environment = self.command(workload, variant, short)
        out = os.path.join(self.builder.scratch, "output")
        runs = EMPTY_RUNS if workload.group == "start" and not variant.slow else 1
        settings = [f"{name}={value}" for name, value in environment.items()]
        lines = self._launch(runs, out, [*settings, "--", *command])
        with open(out, encoding="utf-8", errors="replace") as file:
            text = file.read()
        return self._one(workload, lines, text), text

    def _launch(self, runs, out, command):
        read, write = os.pipe()
        try:
            def descriptor():
                os.dup2(write, 3)
            process = subprocess.Popen([self.launcher, str(runs), out, str(self.timeout), *command], cwd=self.builder.scratch,
                                       preexec_fn=descriptor, close_fds=False)
            os.close(write)
            write = -1
            with os.fdopen(read, encoding="ascii") as lines:
                read = -1
                result = [[int(number) for number in line.split()] for line in lines]
            process.wait()
            return result
        finally:
            for number in (read, write):
                if number >= 0:
                    os.close(number)

    @staticmethod
    def _one(workload, lines, text):
        if not lines:
            raise Failed("not started")
        status = lines[-1][0]
        code = os.waitstatus_to_exitcode(status)
        if code != 0 and not (workload.leaks and code == 23):
            raise Failed(f"ended with {code}: {text.strip()[-200:]}")
        runs = [Run((user + system) / 1e6, (end - start) / 1e9, memory) for _, user, system, start, end, memory in lines]
        # Of many short runs the fastest tenth: the rest waited for other processes.
        quick = lambda values: sorted(values)[len(runs) // 10]
        one = Run(quick(run.cpu for run in runs), quick(run.wall for run in runs), max(run.memory for run in runs), code)
        if workload.group == "exit":
            one.ending = (lines[0][4] - int(text.split()[0])) / 1e9
        return one


def applicable(workload, variant, program):
    """Whether the cell is to be measured at all."""
    if workload.group == "exit":
        return not variant.slow and variant.name not in ("floor", "norefs") or variant.name == "asan"
    return not (program.rust and not variant.rust)


def usable(measurer, workload, variants, program):
    """Variants that can be run here, built by then; and of the others the exception that says why not."""
    good, failures = [], {}
    for variant in variants:
        if not applicable(workload, variant, program):
            continue
        try:
            measurer.command(workload, variant)
            good.append(variant)
        except Unavailable as why:
            failures[variant.name] = why
            tools.say(f"{workload.name}: {variant.name}: {why}")
    return good, failures


def warm_run(measurer, workload, variant, short):
    """Memory that a virtual machine has given back to its host comes back slowly, large pages ten times as slowly as what was
    there: for the large heaps a run that is not counted takes it."""
    if workload.group == "exit":
        measurer.run(workload, variant, short)
    return measurer.run(workload, variant, short)


def measure(measurer, workload, variants, program, rounds, quick=False):
    """Results by variant name: lists of (Run, Run of plain in the same round, short or whole alike)."""
    results = {variant.name: [] for variant in variants}
    runnable, missing = usable(measurer, workload, variants, program)
    failures = {name: str(why) for name, why in missing.items()}
    for number in range(rounds):
        order = [variant for variant in runnable if variant.name not in failures]
        random.Random(number).shuffle(order)
        plain = {}
        for variant in sorted(order, key=lambda variant: variant.name != "plain"):
            # Where instructions are simulated one round says it, and in a quick run of what is slow.
            if number and (variant.short or (quick and (variant.costly or workload.long))):
                continue
            try:
                if variant.short not in plain:
                    plain[variant.short], expected = warm_run(measurer, workload, VARIANTS["plain"], variant.short)
                if variant.name == "plain":
                    results["plain"].append((plain[False], plain[False]))
                    continue
                run, text = warm_run(measurer, workload, variant, variant.short)
                if workload.group != "exit" and not variant.wrapper and text != expected and not variant.short:
                    raise Failed(f"other output than plain: {text[-300:]}")
                results[variant.name].append((run, plain[variant.short]))
            except Failed as why:
                failures[variant.name] = str(why)
                tools.say(f"{workload.name}: {variant.name}: {why}")
        shutil.rmtree(os.path.join(measurer.builder.scratch, "output"), ignore_errors=True)
    return results, failures
