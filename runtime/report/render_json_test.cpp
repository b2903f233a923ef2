//===- render_json_test.cpp -----------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/json_writer.h"
#include "report/sample_report.h"

#include <gtest/gtest.h>

using namespace refsan;

namespace {

TEST(RenderJson, ArticlesCycle) {
  sample::ArticleReport sample;
  std::string stack =
      R"([{"function":"alloc::rc::Rc<T>::new","file":null,"line":null,"module":"/home/user/leaky","offset":16},)"
      R"({"function":"leaky::create_and_leak","file":"/home/user/src/leaky.rs","line":13,"module":"/home/user/leaky","offset":32},)"
      R"({"function":"leaky::main","file":"/home/user/src/leaky.rs","line":29,"module":"/home/user/leaky","offset":48},)"
      R"({"function":"std::rt::lang_start","file":null,"line":null,"module":"/home/user/leaky","offset":64}])";
  auto place = [](int line, int column) {
    return R"({"file":"/home/user/src/leaky.rs","line":)" + std::to_string(line) + R"(,"column":)" +
           std::to_string(column) + R"(,"function":"leaky::create_and_leak"})";
  };
  auto member = [&](int line) {
    return R"({"type":"Rc<leaky::Node>","bytes":40,"strong":1,"weak":0,"made_at":)" + place(line, 13) + R"(,"stack":)" +
           stack + "}";
  };
  auto edge = [&](int from, int to, int line, const char *closes) {
    return R"({"from":)" + std::to_string(from) + R"(,"to":)" + std::to_string(to) +
           R"(,"field":"value.next","offset":24,"strength":"strong","taken_at":[)" + place(line, 33) +
           R"(],"stacks":[],"moved":false,"taken_by":"Rc::clone","closes_cycle":)" + closes + "}";
  };
  std::string expected =
      R"("schema":1,"process":{"pid":42,"exe":"/home/user/leaky","cmdline":["./leaky","--\"quoted\"\n"],"cwd":"/home/user"},)"
      R"("exit_code":23,"checked":true,"error":null,"bad_config":false,"on_request":false,"failed_scopes":0,"totals":{"allocations":19,"frees":15,"temporary":1,"peak_bytes":1024,"leaked_objects":4,)"
      R"("leaked_bytes":160,"cycles":2},"findings":[{"id":"7f3ac90112345678","class":"cycle","proof":"proved","doubt":null,"times":2,)"
      R"("objects":4,"bytes":160,"members_total":2,"members":[)" +
      member(13) + "," + member(14) + R"(],"edges":[)" + edge(0, 1, 16, "false") + "," + edge(1, 0, 17, "true") +
      R"(],"owned":{"objects":0,"bytes":0},"break":{"edge":1,"edges":[1],"why":"it was taken last",)"
      R"("frees":{"objects":4,"bytes":160}},"candidates":[],"candidate_stacks":[],"counted":null,"found":null,"holders":[],"kept_by":[],"before":null}],"known":[],"fixed":[],"suppressed":0,"mismatched":{"times":0,"blocks":[]},"notes":[]})"
      "\n";
  std::string json = sample::json(sample.report);
  EXPECT_EQ(json.rfind(R"({"refsan":")", 0), 0u);
  EXPECT_EQ(json.substr(json.find(R"("schema")")), expected);
}

TEST(RenderJson, WhatIsUnknownIsNull) {
  sample::LostReport sample;
  sample.member = {};
  std::string json = sample::json(sample.report);
  EXPECT_NE(json.find(R"({"type":null,"bytes":0,"strong":null,"weak":null,)"
                      R"("made_at":{"file":null,"line":null,"column":null,"function":null},"stack":[]})"),
            std::string::npos)
      << json;
  EXPECT_NE(json.find(R"("break":null,"candidates":[],"candidate_stacks":[])"), std::string::npos) << json;
  EXPECT_NE(json.find(R"("exe":null,"cmdline":[],"cwd":null)"), std::string::npos) << json;
}

TEST(RenderJson, WhyACycleIsLikely) {
  sample::ArticleReport sample;
  sample.finding.proof = Proof::Likely;
  sample.finding.doubt.field = "value.next";
  std::string json = sample::json(sample.report);
  EXPECT_NE(json.find(R"("proof":"likely","doubt":{"field":"value.next","type":null,"counted":null,"found":null})"),
            std::string::npos)
      << json;
  sample.finding.doubt = {nullptr, "Node", 3, 0};
  json = sample::json(sample.report);
  EXPECT_NE(json.find(R"("doubt":{"field":null,"type":"Node","counted":3,"found":0})"), std::string::npos) << json;
}

std::string quoted(const char *text) {
  Writer out;
  JsonWriter(out).text(text);
  std::string written(out.written().data, out.written().size);
  out.release();
  return written;
}

TEST(JsonWriter, Escapes) {
  EXPECT_EQ(quoted("a\"b\\c\n\t\x01\x7f"), R"("a\"b\\c\n\t\u0001\u007f")");
  EXPECT_EQ(quoted("grün ┌─> 😀"), "\"grün ┌─> 😀\"");
}

TEST(JsonWriter, InvalidUtf8BecomesReplacementCharacters) {
  EXPECT_EQ(quoted("a\xffz"), R"("a\ufffdz")");
  EXPECT_EQ(quoted("\xe2\x94"), R"("\ufffd\ufffd")");
  EXPECT_EQ(quoted("\xc0\xaf"), R"("\ufffd\ufffd")");
  EXPECT_EQ(quoted("\xed\xa0\x80"), R"("\ufffd\ufffd\ufffd")");
}

} // namespace
