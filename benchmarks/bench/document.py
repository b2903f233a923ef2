"""docs/performance.md: its tables are what a run measured, the words around them stay."""
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

import os
import re

from . import callgrind, footprint, targets, tools
from .catalogue import GROUPS, WORKLOADS
from .table import LEGEND, table
from .variants import VARIANTS

PATH = os.path.join(tools.ROOT, "docs/performance.md")
BLOCK = re.compile(r"(<!-- measured: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def heading(document):
    machine = document["machine"]
    text = (f"RefSan built from {document['revision']}, {document['date']}. {machine['processor']}, {machine['processors']} processors, "
            f"{machine['memory_mib']} MiB. Linux {document['versions']['kernel']}.")
    if "rounds" in document:
        text += f" Rounds: {document['rounds']}."
    return [text, "", " · ".join(text for name, text in document["versions"].items() if name != "kernel" and text != "not here")]


def group_table(document, group):
    results = {name: cells for name, cells in document.get("workloads", {}).items() if WORKLOADS[name].group == group}
    measured = {variant for cells in results.values() for variant in cells}
    ordered = {name: results[name] for name in WORKLOADS if name in results}
    return table(ordered, {name for name in VARIANTS if name in measured}) if results else ["Not measured."]


def block(document, name):
    if name == "machine":
        return [*heading(document), "", LEGEND]
    if name == "targets":
        return targets.table(document)
    if name == "paths":
        return callgrind.table(document["callgrind"]) if "callgrind" in document else ["Not measured."]
    if name == "footprint":
        return footprint.table(document["footprint"]) if "footprint" in document else ["Not measured."]
    if name in GROUPS:
        return group_table(document, name)
    raise SystemExit(f"benchmarks: {PATH} asks for {name}, which nobody measures")


def write(document):
    with open(PATH, encoding="utf-8") as file:
        text = file.read()
    fill = lambda found: "\n".join([found.group(1).rstrip(), *block(document, found.group(2)), ""]) + found.group(3)
    with open(PATH, "w", encoding="utf-8") as file:
        file.write(BLOCK.sub(fill, text))
