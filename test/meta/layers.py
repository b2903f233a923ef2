#!/usr/bin/env python3
"""The direction of #include: the tables in runtime/README.md and plugin/README.md
say which layer may include which. The runtime may not ask for the system outside of
platform/; the plugin may include LLVM and the border, nothing else.

usage: layers.py SOURCE-ROOT

Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import re
import sys
from pathlib import Path

SOURCES = {".h", ".cpp", ".def", ".inc"}
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]')
FOREIGN = ("llvm/", "llvm-c/", "refsan/")
BORDER = {"refsan/abi.h", "refsan/abi.def", "refsan/frame_mark.h", "refsan/kinds.h", "refsan/kinds.def"}
# Which system and processor this is, is platform/'s business.
PLATFORM_MACRO = re.compile(r"^\s*#\s*(?:el)?if.*\b(__linux__|__gnu_linux__|__APPLE__|__FreeBSD__|__x86_64__|__aarch64__)")


def read_layers(readme):
    """[(layer, set of layers it may include)] in the order of the table."""
    layers = []
    for line in readme.read_text().splitlines():
        row = re.match(r"\| `([^`]+)` \|.*\| ([^|]+) \|$", line)
        if not row:
            continue
        name, allowed = row.group(1), row.group(2).strip()
        if allowed == "above":
            names = {layer for layer, _ in layers}
        elif allowed == "nothing":
            names = set()
        else:
            names = set(re.findall(r"`([^`]+)`", allowed))
        layers.append((name, names))
    return layers


def layer_of(path, layers):
    """The layer of a path relative to runtime/; a file's own row beats its folder's."""
    for name, _ in layers:
        if path == name:
            return name
    for name, _ in layers:
        if name.endswith("/") and path.startswith(name):
            return name
    return None


def includes(file):
    for number, line in enumerate(file.read_text().splitlines(), 1):
        found = INCLUDE.match(line)
        if found:
            yield number, found.group(1), found.group(2)


def check_layers(root, errors):
    """Every include of a file under root goes to its own layer or to one that the layer's row names. Yields the files
    with their layers."""
    layers = read_layers(root / "README.md")
    if not layers:
        errors.append(f"{root}/README.md: no table of layers")
    allowed = dict(layers)
    for file in sorted(root.rglob("*")):
        if file.suffix not in SOURCES or file.stem.endswith("_test"):
            continue
        layer = layer_of(file.relative_to(root).as_posix(), layers)
        if layer is None:
            errors.append(f"{file}:1: no row of {root.name}/README.md covers this file")
            continue
        for number, kind, header in includes(file):
            target = layer_of("include/" + header if header.startswith("refsan/") else header, layers)
            if target is None:
                if kind == '"' and not header.startswith(FOREIGN):
                    errors.append(f"{file}:{number}: \"{header}\" is not written as a path from {root.name}/")
            elif target != layer and target not in allowed[layer]:
                errors.append(f"{file}:{number}: {layer} may not include {target} ({header})")
        yield file, layer


def check_runtime(root, errors):
    for file, layer in check_layers(root, errors):
        if layer not in ("platform/", "include/refsan/"):
            for number, line in enumerate(file.read_text().splitlines(), 1):
                if PLATFORM_MACRO.match(line):
                    errors.append(f"{file}:{number}: only platform/ asks for the system or the processor")


def check_plugin(root, errors):
    for file, _ in check_layers(root, errors):
        for number, kind, header in includes(file):
            system = kind == "<" and "/" not in header
            if not ((root / header).exists() or system or header.startswith(FOREIGN[:2]) or header in BORDER):
                errors.append(f"{file}:{number}: the plugin may include LLVM and the border only ({header})")


def main():
    root = Path(sys.argv[1])
    errors = []
    check_runtime(root / "runtime", errors)
    check_plugin(root / "plugin", errors)
    print("\n".join(errors) or "layers: every include goes down")
    return 1 if errors else 0


sys.exit(main())
