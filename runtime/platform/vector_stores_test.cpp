//===- vector_stores_test.cpp ---------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/vector_stores.h"

#include <cstring>
#include <gtest/gtest.h>
#include <initializer_list>
#include <sys/mman.h>

using namespace refsan;

namespace {

// Code of no-operations but for one instruction, in a page that nothing follows.
struct Code {
  static constexpr usize kBytes = 4096;
  u8 *page = static_cast<u8 *>(mmap(nullptr, 2 * kBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  Code() {
    std::memset(page, 0x90, kBytes);
    mprotect(page + kBytes, kBytes, PROT_NONE);
  }
  ~Code() { munmap(page, 2 * kBytes); }
  uptr at(usize offset) const { return reinterpret_cast<uptr>(page) + offset; }
  void put(usize offset, std::initializer_list<u8> bytes) {
    for (u8 byte : bytes)
      page[offset++] = byte;
  }
};

} // namespace

TEST(VectorStores, CodeWithoutAnyLeavesAllRegistersAlone) {
  Code code;
  code.put(1000, {0x0f, 0x10, 0x28}); // movups (%rax), %xmm5
  EXPECT_FALSE(VectorStores(code.at(1000)).any());
}

TEST(VectorStores, AStoreAheadTellsItsRegister) {
  Code code;
  code.put(1100, {0x0f, 0x11, 0x28}); // movups %xmm5, (%rax)
  VectorStores stores(code.at(1000));
  EXPECT_TRUE(stores.of(5));
  EXPECT_FALSE(stores.of(4));
}

TEST(VectorStores, ARegisterThatIsFilledByItselfCounts) {
  Code code;
  code.put(980, {0x66, 0x48, 0x0f, 0x6e, 0xf8}); // movq %rax, %xmm7
  EXPECT_TRUE(VectorStores(code.at(1000)).of(7));
  EXPECT_FALSE(VectorStores(code.at(1000)).of(0));
}

TEST(VectorStores, AStoreOfALoopIsBehind) {
  Code code;
  code.put(980, {0x66, 0x0f, 0x7f, 0x07}); // movdqa %xmm0, (%rdi)
  EXPECT_TRUE(VectorStores(code.at(1000)).of(0));
}

TEST(VectorStores, AnotherFunctionsStoresTellNothing) {
  Code code;
  code.put(980, {0x66, 0x0f, 0x7f, 0x07}); // movdqa %xmm0, (%rdi)
  code.put(1100, {0x0f, 0x11, 0x28});      // movups %xmm5, (%rax)
  VectorStores stores(code.at(1000), {code.at(990), code.at(1050)});
  EXPECT_FALSE(stores.any());
}

TEST(VectorStores, EncodingsOfWideRegisters) {
  Code code;
  code.put(1000, {0xc5, 0xfe, 0x7f, 0x08});             // vmovdqu %ymm1, (%rax)
  code.put(1010, {0xc4, 0x41, 0x7e, 0x7f, 0x10});       // vmovdqu %ymm10, (%r8)
  code.put(1020, {0x62, 0xe1, 0xfe, 0x48, 0x7f, 0x1f}); // vmovdqu64 %zmm19, (%rdi)
  code.put(1030, {0x66, 0x4c, 0x0f, 0x7e, 0xf0});       // movq %xmm14, %rax
  VectorStores stores(code.at(1000));
  EXPECT_TRUE(stores.of(1) && stores.of(10) && stores.of(19) && stores.of(14));
  EXPECT_FALSE(stores.of(0) || stores.of(4) || stores.of(5) || stores.of(7));
}

TEST(VectorStores, TheEndOfTheCodeIsNoEnd) {
  Code code;
  code.put(Code::kBytes - 8, {0x0f, 0x11, 0x00}); // movups %xmm0, (%rax)
  EXPECT_TRUE(VectorStores(code.at(Code::kBytes - 20)).of(0));
  EXPECT_FALSE(VectorStores(code.at(Code::kBytes - 20)).of(1));
}

TEST(VectorStores, CodeThatCannotBeReadStoresAll) {
  Code code;
  EXPECT_TRUE(VectorStores(code.at(Code::kBytes + 1000)).of(3));
}
