# What all lit suites share: pass/ on IR, e2e/ on whole programs. Tests name
# compilers by substitutions only; the README of this folder lists them.
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

import os
import platform
import shutil
import subprocess

import lit.formats

build = config.refsan_build
llvm = config.llvm_tools_dir
level = config.refsan_level

config.name = "RefSan-" + config.refsan_suite + (f"-{level}" if level else "")
config.suffixes = [".c", ".cpp", ".rs", ".ll"]
config.excludes = ["Inputs"]
config.test_format = lit.formats.ShTest(execute_external=False)

# Variables that would change what compilers and programs under test do.
HOSTILE_PREFIXES = ("REFSAN_", "LSAN_", "ASAN_", "UBSAN_", "TSAN_", "CARGO", "RUST", "MALLOC_", "CCC_", "CLANG_")
HOSTILE = ("LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT", "GLIBC_TUNABLES", "NO_COLOR", "CPATH", "CFLAGS", "CXXFLAGS",
           "LLVM_PROFILE_FILE", "DEBUGINFOD_URLS")
for name in list(config.environment):
    if name.startswith(HOSTILE_PREFIXES) or name in HOSTILE:
        del config.environment[name]

path = os.pathsep.join([llvm, os.environ.get("PATH", "/usr/bin:/bin")])
config.environment["PATH"] = path
config.environment["LC_ALL"] = "C.UTF-8"


def tool(name):
    return os.path.join(llvm, name)


def add_feature(name, present):
    if present:
        config.available_features.add(name)


# Features.
add_feature("linux", platform.system() == "Linux")
add_feature("x86_64", platform.machine() in ("x86_64", "AMD64"))
add_feature("python3", bool(config.python))
add_feature("rust", bool(config.rustc))
cargo = os.path.join(os.path.dirname(config.rustc), "cargo") if config.rustc else ""
add_feature("cargo", os.path.exists(cargo))
add_feature("lld", os.path.exists(tool("ld.lld")))
add_feature("lto", os.path.exists(os.path.join(llvm, "..", "lib", "LLVMgold.so")))
libc_a = subprocess.run([tool("clang"), "-print-file-name=libc.a"], capture_output=True, text=True).stdout.strip()
add_feature("static", os.path.isabs(libc_a))
add_feature("libcxx", os.path.isdir(os.path.join(llvm, "..", "include", "c++", "v1")))
add_feature("boost", os.path.exists("/usr/include/boost/shared_ptr.hpp"))
add_feature("root", os.geteuid() == 0 and shutil.which("setpriv"))
# The system's interpreter, not one that a wrapper script chooses.
python_host = "/usr/bin/python3"
python_library = subprocess.run([python_host, "-c", "import sys; print('python%d.%d' % sys.version_info[:2])"],
                                capture_output=True, text=True).stdout.strip() if os.path.exists(python_host) else ""
python_include = subprocess.run([python_host, "-c", "import sysconfig; print(sysconfig.get_paths()['include'])"],
                                capture_output=True, text=True).stdout.strip() if os.path.exists(python_host) else ""
add_feature("python3-dev", os.path.exists(os.path.join(python_include, "Python.h")))
# Libraries found by pkg-config: a feature, and a substitution for their flags.
for name, module in (("glib", "gobject-2.0"), ("qt", "Qt5Core")):
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", module], capture_output=True, text=True) \
        if shutil.which("pkg-config") else None
    present = flags is not None and flags.returncode == 0
    add_feature(name, present)
    config.substitutions.append((f"%{name}" + r"\b", flags.stdout.strip() if present else f"-no-{name}-here"))
for name in ("gdb", "strace", "mold", "setpriv"):
    add_feature(name, shutil.which(name))
# Not in every container.
add_feature("unshare", shutil.which("unshare") and subprocess.run(
    ["unshare", "--user", "--map-root-user", "--pid", "--mount-proc", "--net", "--ipc", "--fork", "true"],
    capture_output=True).returncode == 0)

# Substitutions. The level is part of the compiler's name, so that one tree of
# programs is run at each.
c_level = {"O0": " -O0", "O2": " -O2"}.get(level, "")
rust_level = {"O0": "", "O2": " -O"}.get(level, "")
cfg = os.path.join(build, "refsan.cfg")
rustc = config.rustc or "false"
scripts = os.path.join(config.refsan_test_dir, "tools")

for name, command in (
    # Both compilers look at the module that the plugin leaves only if they are asked to.
    ("%clangxx_refsan", f'{tool("clang++")} "--config={cfg}" -fverify-intermediate-code{c_level} -std=c++20'),
    ("%clang_refsan", f'{tool("clang")} "--config={cfg}" -fverify-intermediate-code{c_level}'),
    ("%rustc_refsan", f'env RUSTC_BOOTSTRAP=1 {rustc} "@{build}/refsan.rustc" -Zverify-llvm-ir --edition=2021{rust_level}'),
    ("%rustc_plain", f'{rustc} --edition=2021{rust_level}'),
    ("%cargo_refsan", f"env RUSTC_BOOTSTRAP=1 RUSTC={rustc} RUSTFLAGS=@{build}/refsan.rustc CARGO_NET_OFFLINE=true "
                      f"CARGO_BUILD_TARGET=x86_64-unknown-linux-gnu CARGO_TERM_QUIET=true {cargo}"),
    ("%cargo_profile", {"O2": "--release"}.get(level, "")),
    ("%opt_refsan", f'{tool("opt")} "-load-pass-plugin={build}/lib/RefSan.so"'),
    ("%clangxx_plain", f'{tool("clang++")}{c_level} -std=c++20'),
    ("%clang_plain", f'{tool("clang")}{c_level}'),
    ("%refsan", os.path.join(build, "bin", "refsan")),
    ("%env_refsan_opts=", "env REFSAN_OPTIONS="),
    ("%exits", f'sh {scripts}/exits.sh'),
    ("%silent", f'sh {scripts}/silent.sh'),
    ("%fail_mappings", f'"{config.python}" {scripts}/fail_mappings.py'),
    ("%run", "timeout 120"),
    ("%python_host", python_host),
    ("%python_include", python_include),
    ("%python_library", python_library),
    ("%preload", f"env LD_PRELOAD={build}/lib/librefsan_rt.so"),
    ("%python", f'"{config.python}"'),
    ("%llvm_include", os.path.join(llvm, "..", "include")),
    ("%build", build),
):
    config.substitutions.append((name + ("" if name.endswith("=") else r"\b"), command))

# A compiler by its bare name would not be the one under test.
for name in ("clang", r"clang\+\+", "gcc", r"g\+\+", "cc", "rustc", "cargo", "opt"):
    config.substitutions.append(
        (rf"(?<![\w/%.=-]){name}(-\d+)?(?=\s)",
         f"echo Do not call {name} by name in a test: use a substitution of lit.cfg.py && false "))
