"""The programs, and the workloads that they are run with."""
#
# Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Program:
    """Sources are relative to benchmarks/, or "crate:NAME/GLOB" in a package's bundled sources."""
    name: str
    sources: tuple
    flags: tuple = ()
    crate: str = ""   # a member of crates/ instead of sources
    header: str = ""  # of a system package, without which it can't be built

    @property
    def from_registry(self):
        return bool(self.crate) or any(name.startswith("crate:") for name in self.sources)

    @property
    def rust(self):
        return bool(self.crate) or self.sources[0].endswith(".rs")


@dataclass(frozen=True)
class Workload:
    name: str
    group: str
    program: str
    arguments: tuple
    short: tuple  # for valgrind and callgrind
    leaks: bool = field(default=False)

    @property
    def long(self):
        """A quick run measures it once."""
        return self.name.endswith("_30m")


GROUPS = {
    "alloc": "allocation only",
    "counts": "reference counts",
    "threads": "threads",
    "real": "real programs",
    "start": "start and end",
    "exit": "check at exit",
}

_LEVELDB = "crate:leveldb-sys/deps/leveldb-*"
_ZSTD = "crate:zstd-sys/zstd/lib"
_SQLITE = "crate:libsqlite3-sys/sqlite3"
_LUA = "crate:lua-src/lua-5.4*"

PROGRAMS = {program.name: program for program in (
    Program("binary_trees", ("micro/binary_trees.cpp",)),
    Program("small_strings", ("micro/small_strings.cpp",)),
    Program("realloc_growth", ("micro/realloc_growth.c",)),
    Program("deep_recursion", ("micro/deep_recursion.cpp",)),
    Program("many_stacks", ("micro/many_stacks.cpp",)),
    Program("hash_map", ("micro/hash_map.rs",)),
    Program("shared_tree", ("micro/shared_tree.cpp",)),
    Program("rc_tree", ("micro/rc_tree.rs",)),
    Program("larson", ("micro/larson.cpp",)),
    Program("producer_consumer", ("micro/producer_consumer.cpp",)),
    Program("shared_threads", ("micro/shared_threads.cpp",)),
    Program("arc_threads", ("micro/arc_threads.rs",)),
    Program("empty_cpp", ("micro/empty.cpp",)),
    Program("empty_rust", ("micro/empty.rs",)),
    Program("hot_paths_cpp", ("micro/hot_paths.cpp",)),
    Program("hot_paths_rust", ("micro/hot_paths.rs",)),
    Program("exit_heap", ("micro/exit_heap.cpp",)),
    Program("sqlite", ("programs/sqlite_load.c", _SQLITE + "/sqlite3.c"),
            ("-I", _SQLITE, "-DSQLITE_THREADSAFE=0", "-DSQLITE_OMIT_LOAD_EXTENSION")),
    Program("zstd", ("programs/zstd_pack.c",) + tuple(f"{_ZSTD}/{part}/*.c" for part in ("common", "compress", "decompress")),
            ("-I", _ZSTD, "-DZSTD_DISABLE_ASM", "-DZSTD_LEGACY_SUPPORT=0")),
    Program("lua", ("programs/lua_script.c", _LUA + "/l*.c", "!lua.c", "!luac.c"), ("-I", _LUA)),
    Program("leveldb", ("programs/leveldb_load.cpp", _LEVELDB + "/db/*.cc", _LEVELDB + "/table/*.cc", _LEVELDB + "/util/*.cc",
                        "!*_test.cc", "!db_bench.cc", "!leveldbutil.cc", "!testutil.cc", "!testharness.cc", "!env_windows.cc",
                        "!fault_injection_test.cc"),
            ("-I", _LEVELDB + "/include", "-I", _LEVELDB, "-DLEVELDB_PLATFORM_POSIX=1", "-DLEVELDB_IS_BIG_ENDIAN=0",
             "-DHAVE_FDATASYNC=1", "-DHAVE_O_CLOEXEC=1", "-DHAVE_SNAPPY=0", "-DHAVE_CRC32C=0",
             "-include", "stdint.h")),
    Program("nlohmann", ("programs/json_dom.cpp",), header="nlohmann/json.hpp"),
    Program("spirit", ("programs/spirit_parse.cpp",), header="boost/spirit/include/qi.hpp"),
    Program("serde_json", (), crate="json"),
    Program("regex", (), crate="search"),
    Program("persistent", (), crate="persistent"),
    Program("rayon", (), crate="parallel"),
    Program("tokio", (), crate="echo"),
)}


def _threads(program, amount, short):
    return tuple(Workload(f"{program}_{threads}", "threads", program, (str(threads), amount), (str(threads), short))
                 for threads in (1, 2, 8))


def _exit(shape, millions):
    return Workload(f"exit_{shape}_{millions}m", "exit", "exit_heap", (shape, str(millions * 1000000)), (shape, "20000"),
                    leaks=shape != "tree")


WORKLOADS = {workload.name: workload for workload in (
    Workload("binary_trees", "alloc", "binary_trees", ("17",), ("11",)),
    Workload("small_strings", "alloc", "small_strings", ("3000000",), ("20000",)),
    Workload("realloc_growth", "alloc", "realloc_growth", ("300000",), ("3000",)),
    Workload("deep_recursion", "alloc", "deep_recursion", ("10000", "800"), ("1000", "10")),
    Workload("many_stacks", "alloc", "many_stacks", ("12",), ("1",)),
    Workload("hash_map", "alloc", "hash_map", ("2500000",), ("20000",)),
    Workload("shared_tree", "counts", "shared_tree", ("8", "12"), ("5", "4")),
    Workload("rc_tree", "counts", "rc_tree", ("8", "12"), ("5", "4")),
    *_threads("larson", "8000000", "40000"),
    *_threads("producer_consumer", "5000000", "40000"),
    *_threads("shared_threads", "12000000", "40000"),
    *_threads("arc_threads", "12000000", "40000"),
    Workload("sqlite", "real", "sqlite", ("100000",), ("1000",)),
    Workload("zstd", "real", "zstd", ("2000",), ("10",)),
    Workload("lua", "real", "lua", ("80",), ("1",)),
    Workload("leveldb", "real", "leveldb", ("200000",), ("1600",)),
    Workload("nlohmann", "real", "nlohmann", ("400",), ("3",)),
    Workload("spirit", "real", "spirit", ("80000",), ("500",)),
    Workload("serde_json", "real", "serde_json", ("1000",), ("5",)),
    Workload("regex", "real", "regex", ("100000",), ("500",)),
    Workload("persistent", "real", "persistent", ("300000",), ("2000",)),
    Workload("rayon", "real", "rayon", ("1000000",), ("5000",)),
    Workload("tokio", "real", "tokio", ("600000",), ("5000",)),
    Workload("empty_cpp", "start", "empty_cpp", (), ()),
    Workload("empty_rust", "start", "empty_rust", (), ()),
    *(_exit(shape, millions) for millions in (1, 10, 30) for shape in ("tree", "lists", "cycles", "ring")),
)}
