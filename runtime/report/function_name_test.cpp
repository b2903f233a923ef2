//===- function_name_test.cpp ---------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/function_name.h"

#include "gtest/gtest.h"
#include <string>

using namespace refsan;

namespace {

std::string shown(const char *name) {
  std::string out;
  FunctionName parts(name);
  for (StringView part; parts.next(part);)
    out.append(part.data, part.size);
  return out;
}

TEST(FunctionName, PlainNamesStayAsTheyAre) {
  for (const char *name : {"", "main", "ns::f<int>(char, long)", "<leaky::Node as Drop>::drop", "operator,",
                           "f(std::vector<int, my::allocator<int>>)", "std::allocator<int>::allocate(unsigned long)",
                           "g(int, std::hash<int>::result_type)"})
    EXPECT_EQ(shown(name), name);
}

TEST(FunctionName, StringsAreStrings) {
  const char *gnu = "f(std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> > const&)";
  EXPECT_EQ(shown(gnu), "f(std::string const&)");
  const char *llvm = "f(std::__1::basic_string<char, std::char_traits<char>, std::allocator<char>>)";
  EXPECT_EQ(shown("f(std::__1::vector<int, std::allocator<int> >)"), "f(std::vector<int>)");
  EXPECT_EQ(shown(llvm), "f(std::string)");
}

TEST(FunctionName, DefaultArgumentsAreLeftOut) {
  EXPECT_EQ(
      shown("make(std::map<std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char>>, Handle, "
            "std::less<std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char>>>, "
            "std::allocator<std::pair<std::__cxx11::basic_string<char, std::char_traits<char>, "
            "std::allocator<char>> const, Handle>>> const&, int)"),
      "make(std::map<std::string, Handle> const&, int)");
  EXPECT_EQ(shown("f(std::unique_ptr<N, std::default_delete<N> >, std::unordered_set<int, std::hash<int>, "
                  "std::equal_to<int>, std::allocator<int> >&)"),
            "f(std::unique_ptr<N>, std::unordered_set<int>&)");
}

TEST(FunctionName, AnEndTooEarlyDoesNoHarm) {
  EXPECT_EQ(shown("f(std::vector<int, std::allocator<in"), "f(std::vector<int");
  EXPECT_EQ(shown("f(std::__cxx11::basic_string<char"), "f(std::basic_string<char");
}

} // namespace
