//===- render_text_test.cpp -----------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/sample_report.h"

#include <fstream>
#include <gtest/gtest.h>

using namespace refsan;

namespace {

TEST(RenderText, ArticlesCycle) {
  sample::ArticleReport sample;
  EXPECT_EQ(sample::text(sample.report), R"(RefSan: 2 reference cycles keep 4 objects (160 bytes) alive

cycle 1   2 objects, 80 bytes, found 2 times (160 bytes)                        id 7f3ac901
  ┌─> Rc<leaky::Node>  40 bytes  strong 1, weak 0   made at src/leaky.rs:13:13 in leaky::create_and_leak
  │     value.next holds the next object            taken at src/leaky.rs:16:33 by Rc::clone
  └── Rc<leaky::Node>  40 bytes  strong 1, weak 0   made at src/leaky.rs:14:13 in leaky::create_and_leak
        value.next holds the first object           taken at src/leaky.rs:17:33 by Rc::clone  (closed the cycle)
  to break it: make `Node::next` a `Weak`, or clear it before the last owner goes
               it was taken last; without it both objects are freed
  called from leaky::main src/leaky.rs:29:9

19 allocations, 4 leaked (160 bytes) in 2 cycles, 1 temporary, 0 suppressed
)");
}

TEST(RenderText, LostListWithItsTail) {
  sample::LostReport sample;
  EXPECT_EQ(sample::text(sample.report), R"(RefSan: 3 lost objects and 15 objects with them (288 bytes)

lost 1   1 object, 16 bytes, found 3 times (48 bytes), owns 15 more objects (240 bytes)  id 00000000
  item  16 bytes   made at list.c:5:10 in push
  called from main list.c:20:3

note: compiled without -g: with it the report has lines, types and fields

100 allocations, 18 leaked (288 bytes) by 3 other causes, 0 temporary, 0 suppressed
)");
}

TEST(RenderText, ManyMembersAndFindings) {
  sample::ArticleReport sample;
  sample.finding.members_total = 1000;
  Finding twice[2] = {sample.finding, sample.finding};
  sample.report.findings = {twice, 2};
  TextStyle style = sample::plainStyle();
  style.max_findings = 1;
  std::string text = sample::text(sample.report, style);
  EXPECT_NE(text.find("and 998 more objects\n"), std::string::npos) << text;
  EXPECT_NE(text.find("1 more finding is not shown (max_findings=1; 0 shows all)\n"), std::string::npos) << text;
  EXPECT_NE(text.find("1. Rc<leaky::Node>"), std::string::npos) << text;
  // The last one listed ends the ring.
  EXPECT_NE(text.find("value.next holds object 1000"), std::string::npos) << text;
  EXPECT_NE(text.find("1000. Rc<leaky::Node>"), std::string::npos) << text;
  EXPECT_NE(text.find("value.next holds object 1 "), std::string::npos) << text;
}

TEST(RenderText, ColorsAreOnlyAddedWhenWanted) {
  sample::ArticleReport sample;
  TextStyle style = sample::plainStyle();
  style.color = true;
  std::string text = sample::text(sample.report, style), plain;
  EXPECT_NE(text.find("\x1b[1;31mcycle\x1b[0m"), std::string::npos);
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\x1b')
      i = text.find('m', i);
    else
      plain += text[i];
  }
  EXPECT_EQ(plain, sample::text(sample.report));
}

TEST(RenderText, QuotesTheSource) {
  std::string path = testing::TempDir() + "refsan_quoted.c";
  std::ofstream(path) << "int main(void) {\n\tchar *lost = malloc(16); \n}\n";
  sample::LostReport sample;
  sample.member.made_at.file = path.c_str();
  sample.member.made_at.line = 2;
  TextStyle style = sample::plainStyle();
  style.quote_source = true;
  std::string text = sample::text(sample.report, style);
  EXPECT_NE(text.find(" char *lost = malloc(16);\n"), std::string::npos) << text;
}

TEST(RenderText, FetchedCratesBeginAtTheirFolder) {
  auto shown = [](const char *file) {
    sample::LostReport sample;
    sample.member.made_at = {file, "slab::insert", 5, 10};
    return sample::text(sample.report, sample::plainStyle());
  };
  EXPECT_NE(
      shown("/home/u/.cargo/registry/src/index-1949cf8c/slab-0.4.9/src/lib.rs").find("at slab-0.4.9/src/lib.rs:5"),
      std::string::npos);
  EXPECT_NE(shown("/home/u/.cargo/git/checkouts/slab-1f/0a1b/src/lib.rs").find("at slab-1f/0a1b/src/lib.rs:5"),
            std::string::npos);
  EXPECT_NE(shown("/registry/src/lib.rs").find("at /registry/src/lib.rs:5"), std::string::npos);
}

TEST(RenderText, AdviceForCxxAndForSeveralFields) {
  sample::ArticleReport sample;
  sample.members[0].type = sample.members[1].type = "Node";
  sample.members[0].made_at.file = sample.members[1].made_at.file = "node.cpp";
  sample.edges[0].taken_by = sample.edges[1].taken_by = "shared_ptr::operator=";
  sample.edges[0].weak_type = sample.edges[1].weak_type = "std::weak_ptr";
  EXPECT_NE(sample::text(sample.report).find("make `Node::next` a `std::weak_ptr`, or reset it before"),
            std::string::npos);
  sample.edges[0].field = "other";
  u32 both[] = {1, 0};
  sample.finding.advice.edges = {both, 2};
  EXPECT_NE(sample::text(sample.report)
                .find("make `Node::next` and `Node::other` each a `std::weak_ptr`, or reset them before"),
            std::string::npos);
}

TEST(RenderText, AdviceWhereNoWeakHandleIs) {
  sample::ArticleReport sample;
  sample.members[0].type = sample.members[1].type = "Node";
  sample.members[0].made_at.file = sample.members[1].made_at.file = "node.c";
  sample.edges[0].taken_by = sample.edges[1].taken_by = nullptr;
  sample.edges[0].weak_type = sample.edges[1].weak_type = nullptr;
  sample.edges[1].field = "links.second";
  EXPECT_NE(sample::text(sample.report)
                .find("make `Node::links.second` a plain pointer that takes no reference, or reset it before"),
            std::string::npos)
      << sample::text(sample.report);
}

TEST(RenderText, AdviceWhereTheValueIsTheHandle) {
  sample::ArticleReport sample;
  sample.members[1].type = "Rc<RefCell<Vec<Rc<leaky::Node>>>>";
  sample.edges[1].field = "value[2]";
  EXPECT_NE(sample::text(sample.report).find("make the handle in `Rc<RefCell<Vec<Rc<leaky::Node>>>>` a `Weak`"),
            std::string::npos)
      << sample::text(sample.report);
}

TEST(RenderText, AdviceForACapture) {
  sample::ArticleReport sample;
  sample.members[1].type = sample.members[1].short_type = "lambda at node.cpp:8";
  sample.members[0].type = "Node";
  sample.members[0].made_at.file = sample.members[1].made_at.file = "node.cpp";
  sample.edges[0].taken_by = sample.edges[1].taken_by = "shared_ptr::shared_ptr";
  sample.edges[0].weak_type = sample.edges[1].weak_type = "std::weak_ptr";
  sample.edges[1].field = "owner";
  EXPECT_NE(sample::text(sample.report)
                .find("capture `owner` as a `std::weak_ptr` in the lambda at node.cpp:8, or drop the lambda before"),
            std::string::npos);
}

TEST(RenderText, ReferencesHaveTheirCallers) {
  sample::ArticleReport sample;
  const char *file = "/home/user/src/graph.cpp";
  Frame stack[] = {
      {{"/usr/include/c++/12/bits/shared_ptr.h", "std::shared_ptr<N>::operator=(std::shared_ptr<N> const&)", 3, 1},
       "/home/user/leaky",
       1},
      {{sample.kFile, sample.kFunction, 17, 33}, "/home/user/leaky", 2},
      {{file, "graph::link(std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> > const&)", 8,
        3},
       "/home/user/leaky",
       3},
      {{file, "main", 20, 5}, "/home/user/leaky", 4}};
  sample.taken[1].stack = {stack, 4};
  std::string text = sample::text(sample.report);
  EXPECT_NE(text.find("        value.next holds the first object"), std::string::npos) << text;
  EXPECT_NE(text.find("called from graph::link(std::string const&) src/graph.cpp:8:3\n"), std::string::npos) << text;
  EXPECT_NE(text.find("from main src/graph.cpp:20:5\n"), std::string::npos) << text;
}

TEST(RenderText, WithoutLinesPlacesAreFunctions) {
  sample::ArticleReport sample;
  TakenAt either[] = {{{nullptr, "leaky::link", 0, 0}, {}}, {{nullptr, "leaky::make", 0, 0}, {}}};
  sample.edges[0].taken_at = {either, 2};
  std::string text = sample::text(sample.report);
  EXPECT_NE(text.find("taken in leaky::link or leaky::make by Rc::clone\n"), std::string::npos) << text;
  sample.edges[0].moved = true;
  text = sample::text(sample.report);
  EXPECT_NE(text.find("taken in leaky::link by Rc::clone, moved in by leaky::make\n"), std::string::npos) << text;
}

TEST(RenderText, ObjectThatHoldsItself) {
  std::string path = testing::TempDir() + "refsan_self.rs";
  std::ofstream(path) << "let a = node();\na.me = a.clone();\n";
  sample::ArticleReport sample;
  sample.members[0].made_at = {path.c_str(), "f", 1, 9};
  sample.taken[1] = {{path.c_str(), "f", 2, 8}, {}};
  sample.edges[1] = {0,    0, "value.me", 24, Strength::Strong, {&sample.taken[1], 1}, "Rc::clone", "std::weak_ptr",
                     false};
  sample.finding.members = {sample.members, 1};
  sample.finding.members_total = 1;
  sample.finding.edges = {&sample.edges[1], 1};
  u32 only[] = {0};
  sample.finding.advice.edges = {only, 1};
  TextStyle style = sample::plainStyle();
  style.quote_source = true;
  std::string text = sample::text(sample.report, style);
  EXPECT_NE(text.find("\n  │ "), std::string::npos) << text;
  EXPECT_EQ(text.find("└──"), text.rfind("└──")) << text;
}

TEST(RenderText, WithoutDebugInfo) {
  sample::ArticleReport sample;
  for (Member &member : sample.members)
    member.made_at = {nullptr, "leaky::create_and_leak", 0, 0};
  for (Edge &edge : sample.edges) {
    edge.field = nullptr;
    edge.taken_at = {};
    edge.taken_by = nullptr;
  }
  std::string text = sample::text(sample.report);
  EXPECT_NE(text.find("byte 24 holds the next object\n"), std::string::npos) << text;
  EXPECT_NE(text.find("made in leaky::create_and_leak\n"), std::string::npos) << text;
}

TEST(RenderText, WhatKeepsAnObject) {
  sample::LostReport sample;
  Holder way[] = {{"list", {"list.c", "main", 3, 1}, "first", 8}, {"item", {"list.c", "push", 5, 10}, nullptr, 16}};
  Keeper keeper;
  keeper.words = "the variable `all` of list";
  keeper.way = {way, 2};
  keeper.way_total = 9;
  sample.finding.kind = Class::Reachable;
  sample.finding.keepers = {&keeper, 1};
  std::string text = sample::text(sample.report);
  EXPECT_NE(text.find("  kept by byte 16 of item made at list.c:5:10 in push\n"
                      "  which 7 more objects keep\n"
                      "  which is kept by `first` of list made at list.c:3:1 in main\n"
                      "  which is kept by the variable `all` of list\n"),
            std::string::npos)
      << text;
}

} // namespace
