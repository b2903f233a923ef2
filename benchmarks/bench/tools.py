"""Finds the compilers and what they are; where packages keep their sources."""
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

import functools
import glob
import json
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ROOT = os.path.dirname(HERE)
TARGET = "x86_64-unknown-linux-gnu"


class Unavailable(Exception):
    """A program can't be built here; the text says why."""


class BuildFailed(Unavailable):
    """It could be, but a command failed; the text has the command and the end of what it said."""


def say(text):
    print(f"benchmarks: {text}", file=sys.stderr, flush=True)


def find(*names):
    for name in names:
        path = shutil.which(name) or shutil.which(os.path.expanduser(f"~/.cargo/bin/{name}"))
        if path:
            return path
    return None


def output(*command, **more):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False, **more)
    return done.stdout.strip() if done.returncode == 0 else ""


CLANG = find("clang-22", "clang")
CLANGXX = find("clang++-22", "clang++")
GXX = find("g++-12", "g++")
CARGO = find("cargo")
RUSTC = output("bash", os.path.join(ROOT, "cmake/find-rustc.sh"), "22")


@functools.cache
def nightly():
    """rustc of the nightly toolchain, which has sanitizers, or nothing."""
    rustup = find("rustup")
    return output(rustup, "which", "--toolchain", "nightly", "rustc") if rustup else ""


def versions():
    first = lambda *command: (output(*command).splitlines() or ["not here"])[0] if command[0] else "not here"
    return {
        "clang": first(CLANG, "--version"),
        "gcc": first(GXX, "--version"),
        "rustc": first(RUSTC, "--version"),
        "rustc nightly": first(nightly(), "--version"),
        "heaptrack": first(find("heaptrack"), "--version"),
        "valgrind": first(find("valgrind"), "--version"),
        "glibc": first(find("ldd"), "--version"),
        "kernel": os.uname().release,
    }


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20
    return {"processor": model, "processors": os.cpu_count(), "memory_mib": memory}


def revision(tree):
    """The commit that the plugin and the runtime of a build tree were made from."""
    try:
        with open(os.path.join(tree, "lib/revision"), encoding="utf-8") as file:
            return file.read().strip()
    except OSError:
        return "unknown"


def has_header(name):
    """Of a system package; no name, no need."""
    if not name:
        return True
    done = subprocess.run([CLANGXX, "-std=c++17", "-E", "-x", "c++", "-"], input=f"#include <{name}>\n", text=True, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, check=False)
    return done.returncode == 0


@functools.cache
def _packages():
    manifest = os.path.join(HERE, "crates/Cargo.toml")
    listed = output(CARGO, "metadata", "--locked", "--format-version", "1", "--manifest-path", manifest) if CARGO else ""
    if not listed:
        raise Unavailable("cargo does not get the packages")
    return {package["name"]: os.path.dirname(package["manifest_path"]) for package in json.loads(listed)["packages"]}


def resolve(path):
    """The files that a path of the catalogue names."""
    if not path.startswith("crate:"):
        return [os.path.join(HERE, path)]
    name, _, rest = path[len("crate:"):].partition("/")
    found = sorted(glob.glob(os.path.join(glob.escape(_packages()[name]), rest)))
    if not found:
        raise Unavailable(f"package {name} has no {rest}")
    return found
