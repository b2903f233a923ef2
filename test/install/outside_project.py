#!/usr/bin/env python3
"""Installs RefSan, moves the tree, and builds and tests projects outside with nothing but it.

usage: outside_project.py --build FOLDER --cc CC --cxx CXX [--rustc RUSTC]

Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import argparse
import json
import os
import sys
import tempfile
import xml.etree.ElementTree
from pathlib import Path

from steps import Steps

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
steps = Steps()
def test_results(folder):
    """The tests of a build folder that passed, and all others, by name."""
    junit = folder / "tests.xml"
    steps.run("ctest", "--test-dir", folder, "--output-junit", junit, want=range(256))
    return {case.get("name"): case.get("status") == "run" for case in xml.etree.ElementTree.parse(junit).iter("testcase")}


def package_of(prefix, folder, arguments):
    """A project that finds the package at the prefix, with each of its promises."""
    build = folder / f"with-{prefix.name.replace(' ', '-')}"
    steps.run("cmake", "-S", HERE / "project", "-B", build, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}",
        f"-DCMAKE_C_COMPILER={arguments.cc}", f"-DCMAKE_CXX_COMPILER={arguments.cxx}")
    steps.run("cmake", "--build", build)
    results = test_results(build)
    wanted = {"leak": False, "leak_of_a_plain_caller": False, "gated_clean": True, "gated_leak": False,
              "gated_without_check": False, "gated_nothing": False, "suppressed": True, "header": True}
    steps.check(results == wanted, f"tests that passed with {prefix}: {results}, wanted {wanted}")
    fields = [edge["field"] for document in json.loads((build / "leak.json").read_text())
              for finding in document["findings"] for edge in finding["edges"]]
    steps.check(fields == ["friend_of"] * 2, f"fields of the cycle: {fields}")


def other_compiler(prefix, folder):
    said = steps.run("cmake", "-S", HERE / "project", "-B", folder / "other", f"-DCMAKE_PREFIX_PATH={prefix}",
               "-DCMAKE_C_COMPILER=gcc", "-DCMAKE_CXX_COMPILER=g++", want=1)
    steps.check("RefSan needs clang" in said and "GNU" in said, f"the error for gcc:\n{said}")


def toolchain(prefix, folder):
    """A project that knows nothing of RefSan; flags of the user's do not take the instrumentation away."""
    build = folder / "unchanged"
    environment = {name: value for name, value in os.environ.items() if name not in ("CC", "CXX", "CFLAGS", "CXXFLAGS")}
    steps.run("cmake", "-S", HERE / "unchanged", "-B", build, "-G", "Ninja", "-DCMAKE_CXX_FLAGS=-O1",
        f"-DCMAKE_TOOLCHAIN_FILE={prefix}/lib/cmake/RefSan/RefSanToolchain.cmake", env=environment)
    steps.run("cmake", "--build", build, env=environment)
    steps.run(build / "app")
    said = steps.run(build / "app", "leak", want=23)
    steps.check("friend_of" in said, f"the report of the unchanged project:\n{said}")


def rust(prefix, folder, rustc):
    program = folder / "leaky"
    steps.run(rustc, f"@{prefix}/refsan.rustc", SOURCE / "docs/demo/leaky.rs", "-o", program, env={**os.environ, "RUSTC_BOOTSTRAP": "1"})
    steps.check("taken at" in steps.run(program, want=23), "the report of Rust names the lines")


def own_places(prefix, arguments):
    """What is installed does not lead back to the sources or the folder it was built in."""
    for file in prefix.rglob("*"):
        if file.is_file() and file.suffix not in (".a", ".so") and file.parent.name != "bin":
            text = file.read_text()
            steps.check(str(SOURCE) not in text and str(arguments.build) not in text, f"{file} names the folder of the build")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", required=True, type=Path)
    parser.add_argument("--cc", required=True)
    parser.add_argument("--cxx", required=True)
    parser.add_argument("--rustc")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="refsan-install-") as temporary:
        folder = Path(temporary)
        prefix = folder / "prefix"
        steps.run("cmake", "--install", arguments.build, "--prefix", prefix)
        own_places(prefix, arguments)
        if arguments.rustc:
            rust(prefix, folder, arguments.rustc)
        moved = prefix.rename(folder / "moved here")
        package_of(moved, folder, arguments)
        package_of(arguments.build, folder, arguments)
        other_compiler(moved, folder)
        toolchain(moved, folder)
    return steps.end()


if __name__ == "__main__":
    sys.exit(main())
