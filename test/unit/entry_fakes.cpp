//===- entry_fakes.cpp - what unit tests need of entry/ ---------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// entry/ owns malloc and the process's end, so it is no part of the unit tests;
// record/ reads the thread's context, which entry/ defines.
//
//===----------------------------------------------------------------------===//

#include "refsan/abi.h"

extern "C" {
__thread refsan_thread __refsan_thread __attribute__((tls_model("initial-exec")));
}
