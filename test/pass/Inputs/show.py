#!/usr/bin/env python3
"""Shows the refsan_type and refsan_site constants of instrumented IR as text, one type or site a line, a type's
pointer fields below it: CHECKs on those are readable, CHECKs on numbered constants are not.

  type Rc<leak::Node> short Node size 40 RustRc complete
    24 value.next: strong One
    40 value.link.Up: Weak One when 1 bytes at 32 in 1..1
  site Alloc main.cpp:3:10 in user of Node One

usage: show.py < module.ll

Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import re
import sys
from pathlib import Path

KINDS = Path(__file__).resolve().parents[3] / "runtime/include/refsan/kinds.def"


def kinds(macro):
    rows = re.findall(rf"^REFSAN_{macro}\((\w+), (\d+)", KINDS.read_text(), re.M)
    return {number: name for name, number in rows}


def main():
    strengths, layouts, protocols, ops = (kinds(macro) for macro in ("STRENGTH", "LAYOUT", "PROTOCOL", "OP"))
    text = re.sub(r"\{ ptr, ptr, i32, i16, i16, ptr \} zeroinitializer",
                  "{ ptr null, ptr null, i32 0, i16 0, i16 0, ptr null }", sys.stdin.read())
    strings = dict(re.findall(r'^(@__refsan_str[.\d]*) = .* c"(.*)\\00"', text, re.M))
    tables = dict(re.findall(r"^(@__refsan_fields[.\d]*) = (.*)", text, re.M))
    types = {name: init.split(", ") for name, init in
             re.findall(r"^(@__refsan_type[.\d]*) = .* \{ (ptr \S+, .*) \}$", text, re.M)}

    def word(operand):  # "i32 7" -> "7", "ptr @__refsan_str.1" -> the string
        value = operand.split()[-1]
        return strings.get(value, "-" if value == "null" else value)

    variants = {name: init.split(", ") for name, init in
                re.findall(r"^(@__refsan_variant[.\d]*) = .* \{ (ptr \S+, .*) \}$", text, re.M)}

    def when(variant):
        while variant != "null":
            outer, tag, size, outside, low, high = variants[variant]
            yield f"when {word(size)} bytes at {word(tag)} {'not ' * int(word(outside))}in {word(low)}..{word(high)}"
            variant = outer.split()[-1]

    def name(operand):
        type_ = types.get(operand.split()[-1])
        return word(type_[0]) if type_ else "unknown"

    for init in types.values():
        flags = int(word(init[6]))
        print("type", word(init[0]), "short", word(init[1]), "size", word(init[3]),
              *([protocols[word(init[5])]] if word(init[5]) != "0" else []),
              *(["private"] if flags & 1 else []), "complete" if flags & 2 else "incomplete")
        for path, pointee, offset, strength, layout, variant in re.findall(
                r"\{ (ptr \S+), (ptr \S+), i32 (\d+), i16 (\d+), i16 (\d+), ptr (\S+) \}", tables.get(init[2].split()[-1], "")):
            print(f"  {offset} {word(path)}:", strengths[strength], layouts[layout],
                  *([f"of {name(pointee)}"] if pointee != "ptr null" else []), *when(variant))
    for init in re.findall(r"^@__refsan_site[.\d]* = .* \{ (ptr \S+, .*) \}$", text, re.M):
        file, function, type_, line, column, op, layout, flags = init.split(", ")
        print("site", ops[word(op)], f"{word(file).split('/')[-1]}:{word(line)}:{word(column)}", "in", word(function),
              "of", name(type_), layouts[word(layout)], *(["library"] if int(word(flags)) & 1 else []), *(["stored"] if int(word(flags)) & 2 else []))


main()
