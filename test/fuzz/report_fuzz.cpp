//===- report_fuzz.cpp - reports, as JSON that LLVM reads and as text ------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuzz.h"

#include "report/render.h"

#include <deque>
#include <llvm/Support/JSON.h>

using namespace refsan;
using namespace refsan::fuzzing;

namespace {
// A report of any texts and numbers, and what it is made of.
class Reports {
public:
  explicit Reports(FuzzedDataProvider &input) : input_(input) {}

  Report report() {
    Report report;
    report.exit_code = input_.ConsumeIntegral<u8>();
    report.error = text();
    report.pid = input_.ConsumeIntegral<i32>();
    report.exe = text();
    report.cwd = text();
    report.totals.leaked_bytes = number();
    report.totals.cycles = number();
    report.findings = some<Finding>(2, [this] { return finding(); });
    report.known = some<Finding>(1, [this] { return finding(); });
    report.notes = some<const char *>(2, [this] { return text() ?: ""; });
    report.cmdline = some<const char *>(2, [this] { return text() ?: ""; });
    return report;
  }

private:
  const char *text() {
    if (input_.ConsumeBool())
      return nullptr;
    texts_.push_back(input_.ConsumeRandomLengthString(30));
    return texts_.back().c_str();
  }
  u64 number() { return input_.ConsumeIntegral<u64>() >> input_.ConsumeIntegralInRange<int>(0, 63); }
  Place place() { return {text(), text(), input_.ConsumeIntegral<u16>(), input_.ConsumeIntegral<u16>()}; }
  Frame frame() { return {place(), text(), number()}; }
  TakenAt takenAt() {
    return {place(), some<Frame>(2, [this] { return frame(); })};
  }
  Member member() {
    Member member;
    member.type = text();
    member.short_type = text();
    member.bytes = number();
    member.counted = input_.ConsumeBool();
    member.strong = number();
    member.weak = input_.ConsumeBool() ? kNoWeakCount : number();
    member.made_at = place();
    member.stack = some<Frame>(2, [this] { return frame(); });
    return member;
  }
  Edge edge(u32 members) {
    Edge edge;
    edge.from = input_.ConsumeIntegralInRange<u32>(0, members - 1);
    edge.to = input_.ConsumeIntegralInRange<u32>(0, members - 1);
    edge.field = text();
    edge.strength = input_.PickValueInArray({Strength::Strong, Strength::Weak, Strength::Raw});
    edge.taken_at = some<TakenAt>(2, [this] { return takenAt(); });
    edge.taken_by = text();
    edge.weak_type = text();
    edge.closes_cycle = input_.ConsumeBool();
    return edge;
  }
  Finding finding() {
    Finding finding;
    finding.id = number();
    finding.kind = input_.PickValueInArray({Class::Cycle, Class::Lost, Class::Forgotten, Class::WeakOnly});
    finding.times = 1 + (number() >> 1);
    finding.objects = number();
    finding.members = some<Member>(3, [this] { return member(); });
    if (finding.members.size == 0)
      finding.members = {&members_.emplace_back(member()), 1};
    finding.members_total = finding.members.size;
    auto members = static_cast<u32>(finding.members.size);
    finding.edges = some<Edge>(3, [&] { return edge(members); });
    if (finding.edges.size > 0 && input_.ConsumeBool()) {
      finding.advice.known = true;
      finding.advice.edges = {&first_edge_, 1};
      finding.advice.why = text();
    }
    finding.candidates = some<TakenAt>(2, [this] { return takenAt(); });
    return finding;
  }
  template <typename T, typename F> Span<T> some(usize most, F make) {
    static std::deque<std::vector<T>> kept;
    if (kept.size() > 100)
      kept.pop_front();
    std::vector<T> all;
    for (usize left = input_.ConsumeIntegralInRange<usize>(0, most); left > 0; --left)
      all.push_back(make());
    kept.push_back(std::move(all));
    return {kept.back().data(), kept.back().size()};
  }

  FuzzedDataProvider &input_;
  std::deque<std::string> texts_;
  std::deque<Member> members_;
  const u32 first_edge_ = 0;
};

// A text that is UTF-8 comes out as it was.
void sameText(const char *text, const llvm::json::Value *value) {
  if (!text)
    must(value && value->kind() == llvm::json::Value::Null, "what is not known is null");
  else if (llvm::json::isUTF8(text))
    must(value && value->getAsString() == llvm::StringRef(text), "a text is itself");
  else
    must(value && value->getAsString(), "a text that is not UTF-8 is a text");
}
} // namespace

FUZZ(input) {
  Reports reports(input);
  Report report = reports.report();
  Writer json, text;
  renderJson(report, json);
  auto value = llvm::json::parse(llvm::StringRef(json.written().data, json.written().size));
  must(static_cast<bool>(value), "JSON");
  const llvm::json::Object *document = value->getAsObject();
  must(document && document->getInteger("schema") == 1, "a document");
  sameText(report.exe, document->getObject("process")->get("exe"));
  sameText(report.error, document->get("error"));
  must(document->getArray("findings")->size() == report.findings.size, "all findings");
  TextStyle style;
  style.quote_source = false;
  style.color = input.ConsumeBool();
  renderText(report, style, text);
  json.release();
  text.release();
}
