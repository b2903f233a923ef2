//===- empty.rs - nothing -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What start and end of a process cost.
//
//===----------------------------------------------------------------------===//

fn main() {}
