"""What a program of the corpus says about itself in its header, and how a report differs from that. The grammar is in
README.md.

Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import fnmatch
import re
import shlex
import signal
from dataclasses import dataclass, field

LEAK_STATUS = 23
HEADER = re.compile(r"^(?://|;|#)\s*(corpus|fixed|policy|flags|library|args|options|stdout)(?:@(\w+))?:\s*(.*)$")
NUMBERS = {"findings", "times", "members", "objects", "bytes", "owned"}
LISTS = {"field", "type", "break", "taken", "edges"}
WORDS = {"class", "proof", "strength", "line", "candidate"}
# What only debug info tells.
NAMED = {"field", "type", "break", "taken", "edges", "line", "candidate", "proof", "strength"}


class HeaderError(Exception):
    pass


@dataclass
class Program:
    path: object
    variant: str = ""
    leaks: list = field(default_factory=list)  # one dictionary of attributes a `corpus: leak` line
    clean: bool = False
    exit: int = None
    signal: int = None
    unchecked: bool = False  # the process ends without a report
    known_wrong: str = None
    policy: bool = False
    flags: list = field(default_factory=list)
    args: list = field(default_factory=list)
    libraries: list = field(default_factory=list)  # (file, is it instrumented)
    options: str = ""
    stdout: str = None

    @property
    def name(self):
        return f"{self.path.parent.name}/{self.path.name}" + (f"+{self.variant}" if self.variant else "")

    @property
    def status(self):
        """As subprocess has it."""
        if self.signal:
            return -self.signal
        return self.exit if self.exit is not None else (LEAK_STATUS if self.leaks else 0)


def parse_verdict(program, text):
    text, _, reason = text.partition("known-wrong:")
    if reason:
        program.known_wrong = reason.strip()
    words = text.split()
    if not words or words[0] not in ("leak", "clean"):
        raise HeaderError(f"{program.path}: 'corpus:' is followed by leak or clean")
    attributes = {}
    for word in words[1:]:
        name, equals, value = word.partition("=")
        if name == "exit":
            program.exit = int(value)
        elif name == "signal":
            program.signal = signal.Signals[value].value
            program.unchecked = True
        elif word == "unchecked":
            program.unchecked = True
        elif not equals or name not in NUMBERS | LISTS | WORDS or words[0] == "clean":
            raise HeaderError(f"{program.path}: unknown attribute '{word}' of {words[0]}")
        else:
            attributes[name] = int(value) if name in NUMBERS else value.split(",") if name in LISTS else value
    if words[0] == "clean":
        program.clean = True
    else:
        program.leaks.append(attributes)


def read_programs(path, level):
    """What the file's header describes at this level: the program, and its fixed twin if it has one."""
    lines = [match for match in map(HEADER.match, path.read_text().splitlines()) if match]
    if not any(line[1] == "corpus" for line in lines):
        raise HeaderError(f"{path}: no 'corpus:' line")
    lines = [line for line in lines if line[2] in (None, level)]
    for variant, verdict in (("", "corpus"), ("fixed", "fixed")):
        if any(line[1] == verdict for line in lines):
            yield read_program(path, variant, verdict, lines)


def read_program(path, variant, verdict, lines):
    program = Program(path, variant)
    for kind, _, text in (line.groups() for line in lines):
        if kind == verdict:
            parse_verdict(program, text)
        elif kind == "library":
            words = text.split()
            program.libraries.append((path.parent / words[0], words[1:] != ["plain"]))
        elif kind in ("flags", "args"):
            setattr(program, kind, shlex.split(text))
        elif kind == "policy":
            program.policy = True
        elif kind in ("options", "stdout"):
            setattr(program, kind, text)
    if program.clean and program.leaks:
        raise HeaderError(f"{path}: both leak and clean")
    return program


def matches(actual, pattern):
    return fnmatch.fnmatchcase(actual, pattern.replace("[", "[[]"))


def place_lines(finding):
    """The lines that a finding names: of made_at and taken_at."""
    for member in finding["members"]:
        yield member["made_at"]["line"] if member["made_at"] else None
    for edge in finding["edges"]:
        for place in edge["taken_at"]:
            yield place["line"]


def difference(finding, wanted):
    """What of the wanted attributes the finding has not, as words."""
    wrong = []

    def compare(name, actual):
        if name in wanted and wanted[name] != actual:
            wrong.append(f"{name} {actual}, not {wanted[name]}")

    compare("class", finding["class"])
    compare("proof", finding["proof"])
    compare("times", finding["times"])
    compare("members", finding["members_total"])
    compare("objects", finding["objects"])
    compare("bytes", finding["bytes"])
    compare("owned", finding["owned"]["objects"])
    fields = [edge["field"] or "?" for edge in finding["edges"]]
    for name in wanted.get("field", []):
        if not any(matches(actual, name) for actual in fields):
            wrong.append(f"no edge {name}, but {' '.join(sorted(set(fields))) or 'none'}")
    if "field" in wanted:
        for actual in sorted(set(fields)):
            if not any(matches(actual, name) for name in wanted["field"]):
                wrong.append(f"an edge {actual}")
    types = [member["type"] or "?" for member in finding["members"]]
    for name in wanted.get("type", []):
        if not any(matches(actual, name) for actual in types):
            wrong.append(f"no member {name}, but {' '.join(sorted(set(types)))}")
    if "strength" in wanted and any(edge["strength"] != wanted["strength"] for edge in finding["edges"]):
        wrong.append("strength " + " ".join(sorted({edge["strength"] for edge in finding["edges"]})))
    if "line" in wanted and int(wanted["line"]) not in place_lines(finding):
        wrong.append(f"line {wanted['line']} is not named")
    if "taken" in wanted:
        taken = sorted(edge["taken_at"][0]["line"] or 0 for edge in finding["edges"] if edge["taken_at"])
        if taken != sorted(int(line) for line in wanted["taken"]):
            wrong.append(f"taken at {','.join(map(str, taken))}, not {','.join(wanted['taken'])}")
    if "edges" in wanted:
        edges = sorted(f"{edge['field'] or '?'}@{edge['taken_at'][0]['line'] if edge['taken_at'] else '?'}"
                       for edge in finding["edges"])
        left = list(edges)
        for edge in wanted["edges"]:
            hit = next((actual for actual in left if matches(actual, edge)), None)
            left.remove(hit) if hit else wrong.append(f"no edge {edge}")
        if left:
            wrong.append("edges " + " ".join(left))
    if "candidate" in wanted:
        first = [place["line"] for place in finding["candidates"][:2]]
        if int(wanted["candidate"]) not in first:
            wrong.append(f"candidates {first}, not {wanted['candidate']}")
    if "break" in wanted:
        advice = finding.get("break")
        first = finding["edges"][advice["edge"]]["field"] if advice else None
        if first not in wanted["break"]:
            wrong.append(f"break {first}, not {','.join(wanted['break'])}")
    return wrong


def match_findings(findings, leaks, named=True):
    """Pairs each `corpus: leak` line with as many findings as it says; the rest are words about what differs. Not
    named: the program has no debug info."""
    left, wrong = list(findings), []
    for wanted in leaks:
        if not named:
            wanted = {name: value for name, value in wanted.items() if name not in NAMED}
        for _ in range(wanted.get("findings", 1)):
            if not left:
                wrong.append("missing: " + " ".join(f"{name}={value}" for name, value in wanted.items()))
                break
            best = min(left, key=lambda finding: len(difference(finding, wanted)))
            wrong += difference(best, wanted)
            left.remove(best)
    wrong += [f"one more finding: {finding['class']} of {finding['members_total']}" for finding in left]
    return wrong
