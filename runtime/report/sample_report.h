//===- sample_report.h - reports for tests ----------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// For tests of the renderers only: reports made by hand.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_REPORT_SAMPLE_REPORT_H
#define REFSAN_REPORT_SAMPLE_REPORT_H

#include "report/render.h"

#include <string>

namespace refsan::sample {

inline TextStyle plainStyle() {
  TextStyle style;
  style.quote_source = false;
  return style;
}

inline std::string text(const Report &report, const TextStyle &style = plainStyle()) {
  Writer out;
  renderText(report, style, out);
  std::string written(out.written().data, out.written().size);
  out.release();
  return written;
}

inline std::string json(const Report &report) {
  Writer out;
  renderJson(report, out);
  std::string written(out.written().data, out.written().size);
  out.release();
  return written;
}

// The program of the article: two nodes that hold each other, twice.
struct ArticleReport {
  static constexpr const char *kFile = "/home/user/src/leaky.rs", *kFunction = "leaky::create_and_leak";
  Frame stack[4] = {{{nullptr, "alloc::rc::Rc<T>::new", 0, 0}, "/home/user/leaky", 0x10},
                    {{kFile, "leaky::create_and_leak", 13, 13}, "/home/user/leaky", 0x20},
                    {{kFile, "leaky::main", 29, 9}, "/home/user/leaky", 0x30},
                    {{nullptr, "std::rt::lang_start", 0, 0}, "/home/user/leaky", 0x40}};
  Member members[2] = {{"Rc<leaky::Node>", "Node", 40, true, 1, 0, {kFile, kFunction, 13, 13}, {stack, 4}},
                       {"Rc<leaky::Node>", "Node", 40, true, 1, 0, {kFile, kFunction, 14, 13}, {stack, 4}}};
  TakenAt taken[2] = {{{kFile, kFunction, 16, 33}, {}}, {{kFile, kFunction, 17, 33}, {}}};
  Edge edges[2] = {{0, 1, "value.next", 24, Strength::Strong, {&taken[0], 1}, "Rc::clone", "std::rc::Weak", false},
                   {1, 0, "value.next", 24, Strength::Strong, {&taken[1], 1}, "Rc::clone", "std::rc::Weak", true}};
  u32 broken[1] = {1};
  Finding finding;
  const char *arguments[2] = {"./leaky", "--\"quoted\"\n"};
  Report report;

  ArticleReport() {
    finding.id = 0x7f3ac90112345678;
    finding.kind = Class::Cycle;
    finding.proof = Proof::Proved;
    finding.times = 2;
    finding.objects = 4;
    finding.bytes = 160;
    finding.members = {members, 2};
    finding.members_total = 2;
    finding.edges = {edges, 2};
    finding.advice = {true, {broken, 1}, "it was taken last", 4, 160};
    report.exit_code = 23;
    report.totals = {19, 15, 1, 1024, 4, 160, 2, 0};
    report.findings = {&finding, 1};
    report.pid = 42;
    report.exe = "/home/user/leaky";
    report.cmdline = {arguments, 2};
    report.cwd = "/home/user";
  }
};

// A list that was lost three times, compiled by somebody else.
struct LostReport {
  Frame stack[2] = {{{"list.c", "push", 5, 10}, "/home/user/list", 0x20},
                    {{"list.c", "main", 20, 3}, "/home/user/list", 0x30}};
  Member member = {"item", "item", 16, false, 0, 0, {"list.c", "push", 5, 10}, {stack, 2}};
  Finding finding;
  const char *notes[1] = {"compiled without -g: with it the report has lines, types and fields"};
  Report report;

  LostReport() {
    finding.id = 1;
    finding.kind = Class::Lost;
    finding.proof = Proof::Likely;
    finding.times = finding.objects = 3;
    finding.bytes = 48;
    finding.members = {&member, 1};
    finding.members_total = 1;
    finding.owned_objects = 15;
    finding.owned_bytes = 240;
    report.exit_code = 23;
    report.totals = {100, 82, 0, 4096, 18, 288, 0, 0};
    report.findings = {&finding, 1};
    report.notes = {notes, 1};
  }
};

} // namespace refsan::sample

#endif // REFSAN_REPORT_SAMPLE_REPORT_H
