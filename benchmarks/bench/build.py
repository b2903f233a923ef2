"""Compiles the programs, once a flavour, and again only if something changed."""
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

import fnmatch
import glob
import hashlib
import os
import shlex
import shutil
import subprocess

from . import tools
from .catalogue import PROGRAMS
from .tools import BuildFailed, Unavailable

OPTIMISE = ["-O2", "-g"]


class Builder:
    def __init__(self, folder, refsan):
        self.folder = folder
        self.refsan = refsan  # RefSan's build tree
        os.makedirs(folder, exist_ok=True)
        self.scratch = os.path.join(folder, "scratch")
        os.makedirs(self.scratch, exist_ok=True)

    def helper(self, name, source, *flags):
        path = os.path.join(self.folder, name)
        self._run(path, [[tools.CLANG, "-O2", "-Wall", *flags, os.path.join(tools.HERE, source), "-o", path]], [])
        return path

    def refsan_tree(self):
        """Builds RefSan itself unless the user named a build tree."""
        if self.refsan:
            return self.refsan
        self.refsan = os.path.join(self.folder, "refsan")
        configure = ["cmake", "-S", tools.ROOT, "-B", self.refsan, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release",
                     "-DREFSAN_BUILD_TESTS=OFF", f"-DCMAKE_C_COMPILER={tools.CLANG}", f"-DCMAKE_CXX_COMPILER={tools.CLANGXX}"]
        for command in (configure, ["cmake", "--build", self.refsan, "--target", "refsan", "-j2"]):
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
            if done.returncode:
                raise SystemExit(done.stdout)
        return self.refsan

    def program(self, name, flavour):
        """Path of the program, built if need be."""
        program = PROGRAMS[name]
        if program.crate:
            return self._crate(program, flavour)
        return self._rust(program, flavour) if program.rust else self._native(program, flavour)

    # -- C and C++

    def compile_flags(self, flavour):
        if flavour == "refsan":
            return [f"--config={self.refsan_tree()}/refsan.cfg", *OPTIMISE]
        return OPTIMISE + (["-fsanitize=address", "-fno-omit-frame-pointer"] if flavour == "asan" else [])

    @staticmethod
    def sources(program):
        without = [name[1:] for name in program.sources if name.startswith("!")]
        found = [path for name in program.sources if not name.startswith("!") for path in tools.resolve(name)]
        return [path for path in found if not any(fnmatch.fnmatch(os.path.basename(path), name) for name in without)]

    @staticmethod
    def flags(program):
        return [tools.resolve(flag)[0] if flag.startswith("crate:") else flag for flag in program.flags]

    def compile_command(self, program, source, flavour, out):
        compiler = [tools.CLANG] if source.endswith(".c") else [tools.CLANGXX, "-std=c++17"]
        return compiler + self.compile_flags(flavour) + self.flags(program) + ["-w", "-c", source, "-o", out]

    def _native(self, program, flavour):
        if program.header and not tools.has_header(program.header):
            raise Unavailable(f"no <{program.header}>")
        # A LeakSanitizer needs nothing of the compiler: the plain objects, so that only the runtimes differ.
        objects_of = "plain" if flavour.startswith("lsan") else flavour
        folder = os.path.join(self.folder, objects_of, program.name)
        os.makedirs(folder, exist_ok=True)
        objects = []
        for number, source in enumerate(self.sources(program)):
            path = os.path.join(folder, f"{number}-{os.path.basename(source)}.o")
            self._run(path, [self.compile_command(program, source, objects_of, path)], self._inputs(objects_of) + [source])
            objects.append(path)
        linker = {
            "plain": [tools.CLANGXX],
            "refsan": [tools.CLANGXX, f"--config={self.refsan}/refsan.cfg"],
            "asan": [tools.CLANGXX, "-fsanitize=address"],
            "lsan-llvm": [tools.CLANGXX, "-fsanitize=leak"],
            "lsan-gcc": [tools.GXX, "-fsanitize=leak"],
        }[flavour]
        path = os.path.join(folder, f"{program.name}.{flavour}")
        self._run(path, [[*linker, *objects, "-o", path, "-lpthread", "-lm", "-ldl"]], self._inputs(flavour) + objects)
        return path

    # -- Rust

    def rust_flags(self, flavour):
        """The compiler and its flags."""
        if not tools.RUSTC:
            raise Unavailable("no rustc of LLVM 22")
        if flavour == "plain":
            return tools.RUSTC, []
        if flavour == "refsan":
            return tools.RUSTC, [f"@{self.refsan_tree()}/refsan.rustc"]
        if flavour == "lsan-gcc":
            return tools.RUSTC, self._gcc_lsan()
        if not tools.nightly():
            raise Unavailable("no nightly rustc")
        return tools.nightly(), ["-Zsanitizer=" + ("address" if flavour == "asan" else "leak")]

    @staticmethod
    def _gcc_lsan():
        # Static and by name: rustc links with -nodefaultlibs, and the initialiser must run before std calls signal().
        file = lambda name: tools.output(tools.GXX, f"-print-file-name={name}")
        words = [file("liblsan_preinit.o"), "-Wl,--whole-archive", file("liblsan.a"), "-Wl,--no-whole-archive", "-Wl,--export-dynamic",
                 "-lstdc++", "-lm", "-lc", "-lgcc_s"]
        return [f"-Clinker={tools.GXX}", *(f"-Clink-arg={word}" for word in words)]

    def _rust(self, program, flavour):
        rustc, flags = self.rust_flags(flavour)
        path = os.path.join(self.folder, f"{program.name}.{flavour}")
        source = os.path.join(tools.HERE, program.sources[0])
        command = [rustc, *flags, "--edition=2021", "-Copt-level=3", "-g", f"--target={tools.TARGET}", source, "-o", path]
        self._run(path, [command], self._inputs(flavour) + [source], {"RUSTC_BOOTSTRAP": "1"})
        return path

    def cargo_command(self, flavour, folder, *more):
        rustc, flags = self.rust_flags(flavour)
        # With --target, build scripts and macros are not instrumented.
        command = [tools.CARGO, "build", "-q", "--release", "--locked", f"--target={tools.TARGET}", f"--target-dir={folder}",
                   "--manifest-path", os.path.join(tools.HERE, "crates/Cargo.toml"), *more]
        return command, {"RUSTC": rustc, "RUSTC_BOOTSTRAP": "1", "RUSTFLAGS": " ".join(flags)}

    def _crate(self, program, flavour):
        folder = os.path.join(self.folder, "crates", flavour)
        command, environment = self.cargo_command(flavour, folder, "-p", f"bench-{program.crate}")
        if flavour == "refsan":  # cargo does not see that the plugin or the runtime changed
            tree = self.refsan_tree()
            plugin = self._stamp([f"{tree}/lib/RefSan.so", f"{tree}/refsan.rustc"])
            environment["RUSTFLAGS"] += f" --cfg=refsan_{plugin[:12]}"
            self._link_again(folder, program, self._stamp([f"{tree}/lib/librefsan_rt.a"]))
        self._check([command], environment)
        return os.path.join(folder, tools.TARGET, "release", f"bench-{program.crate}")

    @staticmethod
    def _link_again(folder, program, runtime):
        stamp = os.path.join(folder, f"{program.crate}.runtime")
        try:
            with open(stamp, encoding="utf-8") as file:
                if file.read() == runtime:
                    return
        except OSError:
            pass
        for path in glob.glob(os.path.join(folder, tools.TARGET, f"release/.fingerprint/bench-{program.crate}-*")):
            shutil.rmtree(path)
        os.makedirs(folder, exist_ok=True)
        with open(stamp, "w", encoding="utf-8") as file:
            file.write(runtime)

    # -- Up to date or not

    def _inputs(self, flavour):
        if flavour != "refsan":
            return []
        tree = self.refsan_tree()
        return [f"{tree}/lib/RefSan.so", f"{tree}/lib/librefsan_rt.a", f"{tree}/refsan.cfg", f"{tree}/refsan.rustc"]

    @staticmethod
    def _stamp(inputs, text=""):
        parts = [text]
        for path in inputs:
            with open(path, "rb") as file:
                parts.append(hashlib.sha256(file.read()).hexdigest())
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def _run(self, path, commands, inputs, environment=None):
        named = [word for command in commands for word in command if word.endswith((".c", ".cpp", ".rs")) and os.path.exists(word)]
        stamp = self._stamp(inputs + named, repr(commands))
        try:
            with open(path + ".stamp", encoding="utf-8") as file:
                if file.read() == stamp and os.path.exists(path):
                    return
        except OSError:
            pass
        self._check(commands, environment)
        with open(path + ".stamp", "w", encoding="utf-8") as file:
            file.write(stamp)

    @staticmethod
    def _check(commands, environment=None):
        for command in commands:
            done = subprocess.run(command, env={**os.environ, **(environment or {})}, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True, check=False)
            if done.returncode:
                raise BuildFailed(f"{shlex.join(command)}\nended with {done.returncode}: {done.stdout.strip()[-1500:]}")
