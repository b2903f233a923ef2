"""How the programs of the corpus are built and run: one row a language, one class a tool.

Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import contextlib
import glob
import json
import os
import re
import shutil
import signal
import subprocess
from dataclasses import dataclass, field

from expectation import match_findings

TIME_LIMIT = 60
HOSTILE = ("REFSAN_", "LSAN_", "ASAN_", "RUST", "CARGO", "MALLOC_", "LD_", "GLIBC_", "CPATH", "CFLAGS", "CXXFLAGS")


@dataclass
class Language:
    """How one suffix is compiled. `kinds` has a command for each kind of build: refsan, lsan, plain. A language without
    a kind is not run under the tools that need it. `program` and `library` end with the output's file name."""
    kinds: dict
    levels: dict
    fixed: list
    program: list = field(default_factory=lambda: ["-o"])
    library: list = field(default_factory=lambda: ["-shared", "-fPIC", "-o"])


def languages(build, llvm, rustc):
    config = os.path.join(build, "refsan.cfg")

    def clang(name, *more):
        compiler = os.path.join(llvm, name)
        return {"refsan": [compiler, f"--config={config}", "-fverify-intermediate-code", *more],
                "lsan": [compiler, "-g", "-fsanitize=leak", *more],
                "plain": [compiler, "-g", *more]}

    clang_levels = {"O0": ["-O0"], "O1": ["-O1"], "O2": ["-O2"], "O3": ["-O3"]}
    table = {
        ".c": Language(clang("clang", "-std=gnu17"), clang_levels, ["-DFIXED"]),
        ".cpp": Language(clang("clang++", "-std=c++20"), clang_levels, ["-DFIXED"]),
    }
    if rustc:
        rust = [rustc, "--edition=2021"]
        table[".rs"] = Language({"refsan": ["env", "RUSTC_BOOTSTRAP=1", *rust, f"@{build}/refsan.rustc", "-Zverify-llvm-ir"],
                                 "plain": [*rust, "-g"]},
                                {"O0": [], "O1": ["-Copt-level=1"], "O2": ["-Copt-level=2"], "O3": ["-Copt-level=3"],
                                 "O0g0": ["-Cdebuginfo=0"], "O2g0": ["-Copt-level=2", "-Cdebuginfo=0"]},
                                ["--cfg", "fixed"],
                                library=["--crate-type=cdylib", "-o"])
    return table


def clean_environment():
    environment = {name: value for name, value in os.environ.items() if not name.startswith(HOSTILE)}
    environment.update(LC_ALL="C.UTF-8")
    return environment


def run(command, cwd, limit=TIME_LIMIT, **more):
    """(status as subprocess has it, stdout, stderr); status None: out of time. heaptrack and env run the program in a
    process of its own: none of the session is left, to compute on or to hold the pipes."""
    environment = {**clean_environment(), **more}
    with subprocess.Popen(command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, start_new_session=True) as process:
        try:
            output, errors = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            return None, "", f"not done after {limit} s"
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    return process.returncode, output.decode(errors="replace"), errors.decode(errors="replace")


def compile_program(program, kind, level, language, out, **environment):
    """Compiles the program and its libraries into the folder `out`. Returns what went wrong or None."""
    steps = []
    for source, instrumented in program.libraries:
        command = language.kinds[kind if instrumented else "plain"]
        steps.append([*command, *language.levels[level], str(source), *language.library, f"lib{source.stem}.so"])
    steps.append([*language.kinds[kind], *language.levels[level], str(program.path), *program.flags,
                  *(language.fixed if program.variant else []), *language.program, "program"])
    for step in steps:
        status, _, errors = run(step, out, TIME_LIMIT * 2, **environment)
        if status != 0:
            line = next((line for line in errors.splitlines() if "error" in line or "undefined" in line), errors)
            return f"does not compile: {line.strip()[:200]}"
    return None


class RefSan:
    name, kind = "refsan", "refsan"

    @staticmethod
    def documents(program, out):
        """Runs it: (status, stdout, stderr, its reports). ValueError: one is no JSON."""
        options = f"log_format=json:log_path={out}/report.%p"
        if program.options:
            options += ":" + program.options
        status, output, errors = run(["./program", *program.args], out, REFSAN_OPTIONS=options)
        documents = []
        for path in sorted(glob.glob(f"{out}/report.*")):
            with open(path, encoding="utf-8", errors="replace") as file:
                text = file.read()
            # Empty: a process that ended without a check (_exit, a signal).
            if text:
                documents.append(json.loads(text))
        return status, output, errors, documents

    def judge(self, program, out, level):
        """The verdict and words about it."""
        try:
            status, output, errors, documents = self.documents(program, out)
        except ValueError as error:
            return "failed", f"its report is no JSON: {error}"
        findings = [finding for document in documents for finding in document["findings"]]
        words = match_findings(findings, program.leaks, named=not level.endswith("g0"))
        if program.leaks and documents and not findings:
            return "missed", f"no finding, status {status}"
        if program.clean and findings:
            return "false alarm", ", ".join(words)
        if not documents and not program.unchecked:
            return "failed", f"no report, status {status}: {errors.strip()[:300]}"
        if status != program.status:
            words.append(f"status {status}, not {program.status}")
        if program.stdout is not None and output.strip() != program.stdout:
            words.append(f"its output is '{output.strip()[:80]}'")
        return ("wrong", ", ".join(words)) if words else ("right", "")


def leak_or_not(program, leaked, words):
    if leaked and program.clean:
        return "false alarm", words
    if not leaked and program.leaks:
        return "missed", words
    return "right", ""


class LeakSanitizer:
    name, kind = "lsan", "lsan"

    def judge(self, program, out, level):
        status, _, errors = run(["./program", *program.args], out, LSAN_OPTIONS="symbolize=0")
        if "has encountered a fatal error" in errors or status is None:
            return "failed", errors.strip()[:200]
        return leak_or_not(program, "detected memory leaks" in errors, f"status {status}")


class Valgrind:
    """Leaks are what --leak-check=full counts as errors: blocks definitely or possibly lost, and what only they hold."""
    name, kind = "valgrind", "plain"
    LOST = re.compile(r"(definitely|indirectly|possibly) lost: ([\d,]+) bytes")

    def judge(self, program, out, level):
        command = ["valgrind", "--leak-check=full", "--trace-children=yes", f"--log-file={out}/valgrind.%p"]
        status, _, errors = run([*command, "./program", *program.args], out)
        text = ""
        for path in glob.glob(f"{out}/valgrind.*"):
            with open(path, encoding="utf-8", errors="replace") as file:
                text += file.read()
        if status is None or "HEAP SUMMARY" not in text and not program.signal:
            return "failed", errors.strip()[:200]
        lost = [f"{kind} {count}" for kind, count in self.LOST.findall(text) if count != "0"]
        return leak_or_not(program, bool(lost), ", ".join(lost) or f"status {status}")


class Heaptrack:
    """Everything that was not freed is leaked to it, less what its own suppressions name."""
    name, kind = "heaptrack", "plain"
    LEAKED = re.compile(r"total memory leaked: (\S+)")

    def judge(self, program, out, level):
        status, _, errors = run(["heaptrack", "-o", f"{out}/data", "./program", *program.args], out)
        data = glob.glob(f"{out}/data*")
        if status is None or not data:
            return "failed", errors.strip()[:200]
        _, text, errors = run(["heaptrack_print", "-f", data[0]], out)
        leaked = self.LEAKED.search(text)
        if not leaked:
            return "failed", f"no total: {errors.strip()[:200]}"
        return leak_or_not(program, leaked[1] not in ("0B", "0"), leaked[1])


TOOLS = {tool.name: tool for tool in (RefSan(), LeakSanitizer(), Valgrind(), Heaptrack())}


def missing_program(tool):
    needed = {"valgrind": ["valgrind"], "heaptrack": ["heaptrack", "heaptrack_print"]}.get(tool.name, [])
    return next((name for name in needed if not shutil.which(name)), None)
