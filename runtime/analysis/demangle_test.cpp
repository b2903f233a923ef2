//===- demangle_test.cpp --------------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/demangle.h"

#include <gtest/gtest.h>
#include <string>

using namespace refsan;

namespace {

std::string demangled(const char *symbol) {
  char buffer[256];
  TextBuilder text(buffer, sizeof buffer);
  return demangle(symbol, text) ? buffer : "(no)";
}

TEST(Demangle, Functions) {
  EXPECT_EQ(demangled("_Z4makei"), "make");
  EXPECT_EQ(demangled("_ZN2ui6Widget4drawEv"), "ui::Widget::draw");
  EXPECT_EQ(demangled("_ZNK2ui6Widget4sizeEv"), "ui::Widget::size");
  EXPECT_EQ(demangled("_ZN4NodeC2Ev"), "Node::Node");
  EXPECT_EQ(demangled("_ZN4NodeD0Ev"), "Node::~Node");
  EXPECT_EQ(demangled("_ZL5localv"), "local");
  EXPECT_EQ(demangled("_ZN12_GLOBAL__N_14makeEv"), "(anonymous)::make");
  EXPECT_EQ(demangled("_ZNSt6vectorIiSaIiEE9push_backERKi"), "std::vector<...>::push_back");
  EXPECT_EQ(demangled("_ZSt4moveIRiEvOT_"), "std::move<...>");
}

TEST(Demangle, RustLegacy) {
  EXPECT_EQ(demangled("_ZN5leaky15create_and_leak17h0123456789abcdefE"), "leaky::create_and_leak");
  EXPECT_EQ(demangled("_ZN61_$LT$alloc..rc..Rc$LT$T$GT$$u20$as$u20$core..clone..Clone$GT$5clone17h0123456789abcdefE"),
            "<alloc::rc::Rc<T> as core::clone::Clone>::clone");
}

TEST(Demangle, Classes) {
  EXPECT_EQ(demangled("_ZTV4Node"), "Node");
  EXPECT_EQ(demangled("_ZTVN2ui6WidgetE"), "ui::Widget");
  EXPECT_EQ(demangled("_ZTV3BoxIiLb1EE"), "Box<...>");
}

std::string demangledRust(const char *symbol) {
  char buffer[256];
  TextBuilder text(buffer, sizeof buffer);
  return demangleRust(symbol, text) ? buffer : "(no)";
}

TEST(Demangle, RustVersionZero) {
  EXPECT_EQ(demangledRust("_RNvCs4fqI2P2rA04_5leaky4main"), "leaky::main");
  EXPECT_EQ(demangledRust("_RNCNvCs1_5leaky5build0B3_"), "leaky::build::{closure#0}");
  EXPECT_EQ(demangledRust("_RNvXs_Cs1_5leakyNtB4_4NodeNtNtNtCs2_4core3ops4drop4Drop4drop"),
            "<leaky::Node as core::ops::drop::Drop>::drop");
  EXPECT_EQ(demangledRust("_RINvCs1_5leaky4makeRlTyhEE"), "leaky::make::<&i32, (u64, u8)>");
  EXPECT_EQ(demangledRust("_RNvMCs1_5leakyINtB2_4TreeAbj4_E4grow"), "<leaky::Tree<[bool; _]>>::grow");
}

TEST(Demangle, BrokenRustSymbols) {
  const std::string whole = "_RNvXs_Cs1_5leakyNtB4_4NodeNtNtNtCs2_4core3ops4drop4Drop4drop";
  for (size_t size = 0; size < whole.size(); ++size)
    demangledRust(whole.substr(0, size).c_str());
  EXPECT_EQ(demangledRust("_R"), "(no)");
  EXPECT_EQ(demangledRust("_RB_"), "(no)");
  EXPECT_EQ(demangledRust(("_R" + std::string(500, 'R')).c_str()), "(no)");
  EXPECT_EQ(demangledRust("_RNvC999999999999999999999x"), "(no)");
}

TEST(Demangle, OtherSymbols) {
  EXPECT_EQ(demangled("main"), "(no)");
  EXPECT_EQ(demangled("_Z"), "(no)");
  EXPECT_EQ(demangled("_Z99x"), "(no)");
  EXPECT_EQ(demangled("_ZN"), "(no)");
  EXPECT_EQ(demangled("_ZN1aI"), "(no)");
  EXPECT_EQ(demangled("_RNvCs123_5leaky4main"), "(no)");
}

} // namespace
