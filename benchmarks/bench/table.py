"""Medians, spreads and the table that is printed."""
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

import math
import statistics

from .catalogue import GROUPS, WORKLOADS
from .variants import VARIANTS


def quantile(values, share):
    ordered = sorted(values)
    at = share * (len(ordered) - 1)
    low = math.floor(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def spread(values):
    """Half of the distance between the quartiles."""
    return (quantile(values, 0.75) - quantile(values, 0.25)) / 2 if len(values) > 1 else 0.0


def summarise(workload, pairs):
    """What is kept of a cell: medians over the rounds, ratios to plain of the same round."""
    ratios = [run.cpu / max(plain.cpu, 1e-6) for run, plain in pairs]
    cell = {
        "rounds": len(pairs),
        "cpu_s": statistics.median(run.cpu for run, _ in pairs),
        "wall_s": statistics.median(run.wall for run, _ in pairs),
        "memory_kib": statistics.median(run.memory for run, _ in pairs),
        "cpu_ratio": statistics.median(ratios),
        "cpu_spread": spread(ratios),
        "wall_ratio": statistics.median(run.wall / plain.wall for run, plain in pairs),
        "memory_ratio": statistics.median(run.memory / plain.memory for run, plain in pairs),
    }
    if workload.group == "start":
        added = [(run.wall - plain.wall) * 1e3 for run, plain in pairs]
        cell.update(added_ms=statistics.median(added), added_spread=spread(added))
    if workload.group == "exit":
        endings = [run.ending for run, _ in pairs]
        cell.update(ending_s=statistics.median(endings), ending_spread=spread(endings))
    return cell


def number(value):
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"


def text_of(workload, name, cell):
    if cell is None:
        return ""
    if "failed" in cell:
        return "fails"
    memory = f" m{number(cell['memory_ratio'])}"
    if workload.group == "start":
        return f"{cell['wall_s'] * 1e3:.2f} ms" if name == "plain" else f"{cell['added_ms']:+.2f} ms ±{cell['added_spread']:.2f}"
    if workload.group == "exit":
        return f"{cell['ending_s']:.2f} s ±{cell['ending_spread']:.2f}" + ("" if name == "plain" else memory)
    if name == "plain":
        return f"{cell['cpu_s']:.2f} s ±{cell['cpu_spread']:.2f} {cell['memory_kib'] / 1024:.0f} MiB"
    wall = f" w{number(cell['wall_ratio'])}" if workload.group == "threads" else ""
    return f"{number(cell['cpu_ratio'])} ±{cell['cpu_spread']:.2f}{wall}{memory}"


def geometric_mean(cells, name):
    ratios = [cell[name]["cpu_ratio"] for cell in cells if name in cell and "failed" not in cell[name]]
    return math.exp(statistics.fmean(map(math.log, ratios))) if ratios else None


def table(results, variants):
    """Lines of Markdown. results: {workload: {variant: cell}}."""
    names = [name for name in VARIANTS if name in variants]
    lines = ["| workload | " + " | ".join(VARIANTS[name].title for name in names) + " |", "| --- |" + " --- |" * len(names)]
    for group, title in GROUPS.items():
        members = [name for name in results if WORKLOADS[name].group == group]
        if not members:
            continue
        lines.append(f"| **{title}** |" + " |" * len(names))
        for member in members:
            cells = [text_of(WORKLOADS[member], name, results[member].get(name)) for name in names]
            lines.append(f"| {member} | " + " | ".join(cells) + " |")
        if group == "real" and len(members) > 1:
            means = [geometric_mean([results[member] for member in members], name) for name in names]
            cells = ["" if mean is None or name == "plain" else number(mean) for name, mean in zip(names, means)]
            lines.append("| *geometric mean* | " + " | ".join(cells) + " |")
    return lines


LEGEND = ("Ratios of CPU time (user and system) to the plain program in the same round: median ±half the distance of the quartiles; "
          "`w` wall time, `m` peak memory. Start and end: wall time more than plain. Check at exit: wall time from the end of main to "
          "the end of the process, the release of its memory included.")
