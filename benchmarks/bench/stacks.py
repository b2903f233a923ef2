"""How many allocations have a wrong stack recorded, with unwinding at each as the oracle (verify_stacks=1). No times are taken."""
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

import re
from dataclasses import replace

from . import tools
from .build import Unavailable
from .catalogue import PROGRAMS, WORKLOADS
from .measure import Failed, Measurer
from .variants import VARIANTS

INPUTS = {  # of seconds, though each allocation is unwound
    "small_strings": ("300000",),
    "realloc_growth": ("30000",),
    "deep_recursion": ("1000", "100"),
    "shared_tree": ("7", "4"),
    "rc_tree": ("7", "4"),
    "binary_trees": ("14",),
    "many_stacks": ("2",),
    "hash_map": ("100000",),
    "larson_2": ("2", "400000"),
    "producer_consumer_2": ("2", "200000"),
    "sqlite": ("5000",),
    "leveldb": ("5000",),
    "lua": ("5",),
    "nlohmann": ("20",),
    "spirit": ("2000",),
    "serde_json": ("20",),
    "regex": ("50000",),
    "persistent": ("2000",),
}
SAID = re.compile(r"stacks: (\d+) of (\d+) allocations have a wrong one")


def count(measurer, name):
    """(wrong, allocations)"""
    variant = VARIANTS["refsan"]
    variant = replace(variant, environment={**variant.environment, "REFSAN_OPTIONS": "verify_stacks=1"})
    found = SAID.search(measurer.run(replace(WORKLOADS[name], short=INPUTS[name]), variant, short=True)[1])
    if not found:
        raise Failed("no stacks were counted")
    return int(found[1]), int(found[2])


def allowed(allocations):
    return max(1, allocations // 100_000)


def stacks(builder, names, registry):
    """Lines, and whether there were too many."""
    measurer = Measurer(builder)
    lines, failed = ["| program | wrong | of allocations |", "| --- | --- | --- |"], False
    for name in INPUTS:
        if name not in names or (PROGRAMS[WORKLOADS[name].program].from_registry and not registry):
            continue
        try:
            wrong, allocations = count(measurer, name)
            title = " ".join((WORKLOADS[name].program, *INPUTS[name]))
            lines.append(f"| {title} | {wrong:,} | {allocations:,} |")
            if wrong > allowed(allocations):
                failed = True
                lines[-1] += " FAILED: more than one in 100,000"
        except (Unavailable, Failed) as why:
            lines.append(f"{name}: {'skipped' if isinstance(why, Unavailable) else 'FAILED'}: {why}")
            failed |= isinstance(why, Failed)
        tools.say(lines[-1])
    return lines, failed or len(lines) == 2
