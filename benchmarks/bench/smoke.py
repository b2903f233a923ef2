"""Each workload once, short: RefSan finds what it should and changes nothing else. No times are taken."""
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

from . import tools
from .build import Unavailable
from .catalogue import PROGRAMS, WORKLOADS
from .measure import Failed, Measurer
from .variants import VARIANTS


def workloads(names, registry):
    """Those of the names; of the ones that differ by their size, the first. `registry`: also programs of published crates."""
    seen = set()
    for name in names:
        workload = WORKLOADS[name]
        once = (workload.program, workload.short)
        if once not in seen and (registry or not PROGRAMS[workload.program].from_registry):
            seen.add(once)
            yield workload


def smoke(builder, names, registry):
    """Lines, and whether one failed."""
    measurer = Measurer(builder)
    lines, failed = [], False
    for workload in workloads(names, registry):
        try:
            expected = measurer.run(workload, VARIANTS["plain"], short=True)[1]
            for name in ("refsan", "norefs"):
                done, text = measurer.run(workload, VARIANTS[name], short=True)
                if workload.leaks and done.code != 23:
                    raise Failed(f"{name}: leaks, but ended with {done.code}")
                if workload.group != "exit" and text != expected:
                    raise Failed(f"{name}: other output than plain: {text[-300:]}")
            lines.append(f"{workload.name}: good")
        except Unavailable as why:
            lines.append(f"{workload.name}: skipped: {why}")
        except Failed as why:
            lines.append(f"{workload.name}: FAILED: {why}")
            failed = True
        tools.say(lines[-1])
    if not any(line.endswith(": good") for line in lines):
        lines.append("nothing was run")
        failed = True
    return lines, failed
