//===- operation_name_test.cpp --------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/operation_name.h"

#include <gtest/gtest.h>
#include <string>

using namespace refsan;

namespace {

std::string shortened(const char *function) {
  char buffer[256];
  TextBuilder text(buffer, sizeof buffer);
  shortenOperation(function, text);
  return buffer;
}

TEST(OperationName, RustTraitFunctions) {
  EXPECT_EQ(shortened("<alloc::rc::Rc<leaky::Node> as core::clone::Clone>::clone"), "Rc::clone");
  EXPECT_EQ(shortened("<alloc::sync::Arc<dyn core::ops::Fn(i32) -> i32> as core::clone::Clone>::clone"), "Arc::clone");
  EXPECT_EQ(shortened("alloc::rc::Rc<T>::clone"), "Rc::clone");
  EXPECT_EQ(shortened("alloc::rc::Rc::<leaky::Node>::increment_strong_count"), "Rc::increment_strong_count");
  EXPECT_EQ(shortened("<alloc::rc::Weak<T>>::upgrade"), "Weak::upgrade");
  EXPECT_EQ(shortened("alloc::rc::{impl#27}::clone<leaky::Node>"), "{impl#27}::clone");
}

TEST(OperationName, CxxMembers) {
  EXPECT_EQ(shortened("std::shared_ptr<Node>::operator="), "shared_ptr::operator=");
  EXPECT_EQ(shortened("std::shared_ptr<Node>::shared_ptr"), "shared_ptr::shared_ptr");
  EXPECT_EQ(shortened("std::__shared_ptr<Node, (__gnu_cxx::_Lock_policy)2>::operator="), "shared_ptr::operator=");
  EXPECT_EQ(shortened("std::shared_ptr<std::function<void (int)> >::operator->"), "shared_ptr::operator->");
  EXPECT_EQ(shortened("std::make_shared<Node, int>"), "std::make_shared");
}

TEST(OperationName, PlainFunctions) {
  EXPECT_EQ(shortened("retain"), "retain");
  EXPECT_EQ(shortened(""), "");
  EXPECT_EQ(shortened("a<b"), "a");
}

TEST(OperationName, LastComponents) {
  EXPECT_TRUE(lastComponent("leaky::tree::Node<T>") == "Node");
  EXPECT_TRUE(lastComponent("Node") == "Node");
}

} // namespace
