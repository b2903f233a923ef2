"""What was meant to be reached, and whether it was, by the results of a run."""
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

from .catalogue import WORKLOADS
from .table import geometric_mean, number

LSANS = ("lsan-gcc", "lsan-llvm")
COUNTED = ("shared_tree", "rc_tree", "shared_threads_1", "shared_threads_2", "shared_threads_8", "arc_threads_1", "arc_threads_2",
           "arc_threads_8", "persistent")  # every object has counts
LINEAR = 3.3  # times as long for three times the objects


def good(cell):
    return cell is not None and "failed" not in cell


class Results:
    def __init__(self, document):
        self.workloads = document.get("workloads", {})
        self.footprint = document.get("footprint", {})

    def names(self, *groups):
        return [name for name in self.workloads if WORKLOADS[name].group in groups and good(self.workloads[name].get("refsan"))]

    def of(self, name, what="cpu_ratio", variant="refsan"):
        cell = self.workloads.get(name, {}).get(variant)
        return cell.get(what) if good(cell) else None

    def floor(self, what="cpu_ratio"):
        return lambda name: self.of(name, what, "floor")

    def best_lsan(self, name, what="cpu_ratio"):
        known = [value for value in (self.of(name, what, variant) for variant in LSANS) if value is not None]
        return min(known, default=None)


def beside(floor, name):
    value = floor(name) if floor else None
    return f" (floor {number(value)})" if value else ""


def at_most(limit, values, unit="", floor=None):
    """A row's measured part and verdict of {name: value}, each with the same limit; `floor`: of what is over it, by name."""
    known = {name: value for name, value in values.items() if value is not None}
    if not known:
        return None
    over = {name: value for name, value in known.items() if value > limit}
    shown = over if over else {max(known, key=known.get): max(known.values())}
    text = ", ".join(f"{name} {number(value)}{unit}{beside(floor, name) if over else ''}"
                     for name, value in sorted(shown.items(), key=lambda item: -item[1]))
    if over:
        return f"{text}{f' of {len(known)}' if len(known) > 1 else ''}", False
    return f"{'at most ' if len(known) > 1 else ''}{text}", True


def each(names, is_met, text_of):
    """The same where each has a limit of its own."""
    over = [text_of(name) for name in names if not is_met(name)]
    if not names:
        return None
    return (", ".join(over) + f" of {len(names)}", False) if over else (f"all {len(names)}", True)


def rows(results):
    r = results
    yield "binary trees ≤ 1.30", at_most(1.30, {"binary_trees": r.of("binary_trees")}, floor=r.floor())
    others = [name for name in r.names("alloc") if name != "binary_trees"]
    near_floor = lambda name: r.of(name) <= max(1.30, 1.10 * (r.of(name, variant="floor") or 0))
    yield ("other allocation ≤ 1.30 or within 10 % of the floor",
           each(others, near_floor, lambda name: f"{name} {number(r.of(name))}{beside(r.floor(), name)}"))
    compared = [name for name in r.names("alloc") if r.best_lsan(name)]
    yield ("allocation: less than half of the best LeakSanitizer's overhead",
           each(compared, lambda name: r.of(name) - 1 < max(0, r.best_lsan(name) - 1) / 2,
                lambda name: f"{name} {number(r.of(name))} (LeakSanitizer {number(r.best_lsan(name))})"))
    counts = {name: r.of(name) for name in r.names("counts")}
    yield "`shared_ptr` and `Rc` trees, all references recorded ≤ 1.25", at_most(1.25, counts, floor=r.floor())
    atomic = [name for name in r.names("threads") if name.startswith(("shared_", "arc_"))]
    yield "atomic counts across threads ≤ 1.25", at_most(1.25, {name: r.of(name) for name in atomic}, floor=r.floor())
    real = r.names("real")
    mean = lambda variant: geometric_mean([r.workloads[name] for name in real], variant) if len(real) > 1 else None
    yield "real programs: geometric mean ≤ 1.08", at_most(1.08, {f"of {len(real)}": mean("refsan")}, floor=lambda _: mean("floor"))
    yield "real programs: none over 1.15", at_most(1.15, {name: r.of(name) for name in real}, floor=r.floor())
    compared = [name for name in real if r.best_lsan(name)]
    yield ("real programs: none slower than the best LeakSanitizer",
           each(compared, lambda name: r.of(name) <= r.best_lsan(name),
                lambda name: f"{name} {number(r.of(name))} (LeakSanitizer {number(r.best_lsan(name))})"))
    peak = {name: r.of(name, "memory_ratio") for name in r.names("alloc", "counts", "threads", "real")}
    for where, limit, is_meant in (("", 1.15, lambda name: name not in COUNTED),
                                   (" where every object is counted", 1.30, lambda name: name in COUNTED)):
        meant = {name: value for name, value in peak.items() if is_meant(name)}
        yield f"peak memory{where} ≤ {limit:.2f}", at_most(limit, meant, floor=r.floor("memory_ratio"))
    yield "start and end of an empty program ≤ 0.5 ms", at_most(0.5, {name: r.of(name, "added_ms") for name in r.names("start")}, " ms")
    for shape, limit in (("tree", 0.5), ("lists", 1), ("cycles", 1), ("ring", 1)):
        ending = r.of(f"exit_{shape}_10m", "ending_s")
        yield f"10 M objects at exit, {shape} ≤ {limit} s", at_most(limit, {f"exit_{shape}_10m": ending}, " s")
    growth = {}
    for name in r.names("exit"):
        small, large = r.of(name, "ending_s"), r.of(name.replace("_10m", "_30m"), "ending_s")
        if name.endswith("_10m") and small and large:
            growth[name.replace("_10m", "")] = large / small
    yield f"linear to 30 M objects (3 times as many take ≤ {LINEAR} times as long)", at_most(LINEAR, growth)
    yield "compile time at -O2 -g ≤ 1.05", at_most(1.05, {title: part["time_ratio"] for title, part in r.footprint.items()})
    text = {title: part["text_refsan"] / part["text_plain"] for title, part in r.footprint.items() if part["text_plain"]}
    yield "text ≤ 1.10", at_most(1.10, text)


def table(document):
    lines = ["| target | measured | |", "| --- | --- | --- |"]
    for target, result in rows(Results(document)):
        measured, met = result if result else ("not measured", None)
        lines.append(f"| {target} | {measured} | {'' if met is None else 'met' if met else 'missed'} |")
    return lines
