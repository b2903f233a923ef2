#!/usr/bin/env python3
"""cargo refsan, with a crate that has tests, a build script and a procedural macro.

usage: cargo.py --build FOLDER --rustc RUSTC

Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from steps import Steps

HERE = Path(__file__).resolve().parent


class Crate:
    def __init__(self, steps, folder, prefix, toolchain):
        self.steps, self.folder = steps, folder / "crate"
        shutil.copytree(HERE / "crate", self.folder)
        hidden = ("CARGO", "RUSTC", "RUSTFLAGS", "RUSTDOCFLAGS", "RUSTC_BOOTSTRAP", "REFSAN_OPTIONS", "CARGO_TARGET_DIR")
        self.environment = {name: value for name, value in os.environ.items() if name not in hidden}
        self.environment["PATH"] = f"{toolchain}:{prefix / 'bin'}:{self.environment['PATH']}"

    def cargo(self, *arguments, want, **more):
        return self.steps.run("cargo", "refsan", *arguments, want=want, cwd=self.folder, env={**self.environment, **more})


def what_runs(crate, steps):
    crate.cargo("test", "clean", want=0)
    said = crate.cargo("test", "--lib", "leaks", want=23)
    steps.check("next.borrow_mut() = Some(Rc::clone(&node))" in said, f"the report of a test:\n{said}")
    crate.cargo("run", "--release", want=0)
    documents = crate.folder / "leaks.json"
    crate.cargo("--json", documents, "run", "--", "leak", want=23)
    classes = [finding["class"] for document in json.loads(documents.read_text()) for finding in document["findings"]]
    steps.check(classes == ["cycle"], f"what the document has: {classes}")
    crate.cargo("run", "--", "leak", want=23, RUSTFLAGS="-Copt-level=1")
    crate.cargo("run", want=26, REFSAN_OPTIONS="detect_leaks=0")


def what_does_not(crate, steps):
    crate.cargo("build", want=0)
    crate.cargo("test", "--no-run", want=0)
    crate.cargo("no-such-command", want=26)
    crate.cargo(want=2)
    crate.cargo("-q", "test", want=2)
    old = crate.folder / "old-rustc"
    old.write_text("#!/bin/sh\nprintf 'rustc 1.80.0\\nhost: x86_64-unknown-linux-gnu\\nLLVM version: 18.1.7\\n'\n")
    old.chmod(0o755)
    said = crate.cargo("build", want=126, RUSTC=str(old))
    steps.check("rustc 1.80.0 has LLVM 18" in said, f"about an old compiler:\n{said}")


def a_moved_tree(arguments, folder, steps):
    steps.run("cmake", "--install", arguments.build, "--prefix", folder / "prefix")
    moved = (folder / "prefix").rename(folder / "moved")
    crate = Crate(steps, folder / "of-moved", moved, Path(arguments.rustc).parent)
    said = crate.cargo("build", want=126)
    steps.check("was written for another folder" in said, f"about a moved tree:\n{said}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", required=True, type=Path)
    parser.add_argument("--rustc", required=True)
    arguments = parser.parse_args()
    steps = Steps()
    with tempfile.TemporaryDirectory(prefix="refsan-cargo-") as temporary:
        folder = Path(temporary)
        crate = Crate(steps, folder, arguments.build, Path(arguments.rustc).parent)
        what_runs(crate, steps)
        what_does_not(crate, steps)
        a_moved_tree(arguments, folder, steps)
    return steps.end()


if __name__ == "__main__":
    sys.exit(main())
