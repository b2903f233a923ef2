//===- lib.rs - sources for run.py -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Never built: cargo metadata says where the dependencies' sources are.
//
//===----------------------------------------------------------------------===//

