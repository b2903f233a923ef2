//===- advice_text.cpp - how to break a cycle, in words -------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/advice_text.h"

#include "base/format.h"

namespace refsan {
namespace advice_text {

static bool isRust(const Finding &finding) {
  for (const Member &member : finding.members)
    if (startsWith(member.type, "Rc<") || startsWith(member.type, "Arc<"))
      return true;
  for (const Edge &edge : finding.edges)
    if (startsWith(edge.taken_by, "Rc::") || startsWith(edge.taken_by, "Arc::"))
      return true;
  for (const Member &member : finding.members)
    if (endsWith(member.made_at.file, ".rs"))
      return true;
  return false;
}

// The last name of a path, without indexes: "next" of "value.next[2]".
static StringView fieldName(StringView path) {
  usize bracket = findChar(path, '[');
  if (bracket != kNotFound && bracket > 0)
    path = path.from(0, bracket);
  usize dot = findLastChar(path, '.');
  return dot == kNotFound ? path : path.from(dot + 1);
}

static void writeField(const Finding &finding, const Edge &edge, TextOutput &out) {
  StringView field = edge.field;
  StringView holder = finding.members[edge.from].short_type;
  if (field.empty()) {
    out.text("the reference ").text(holder.empty() ? "" : "in `").text(holder).text(holder.empty() ? "" : "` ");
    if (edge.taken_at.size && edge.taken_at[0].line)
      out.text("taken at ").location(edge.taken_at[0]);
    else
      out.text("to the ").text(edge.to == edge.from ? "object itself" : "other object");
    return;
  }
  bool captured = false;
  constexpr StringView kCode[] = {"closure ", "lambda ", "future "};
  for (StringView code : kCode)
    captured |= startsWith(holder, code);
  if (captured)
    out.text("`").text(fieldName(field)).text("`, captured by the ").text(holder).text(",");
  else
    out.text("`").text(holder).text(holder.empty() ? "" : "::").text(fieldName(field)).text("`");
}

static bool sameField(const Finding &finding, const Edge &a, const Edge &b) {
  if (StringView(finding.members[a.from].short_type) != finding.members[b.from].short_type)
    return false;
  return a.field || b.field ? fieldName(a.field) == fieldName(b.field) : a.offset == b.offset;
}

} // namespace advice_text

void writeAdvice(const Finding &finding, TextOutput &out) {
  using namespace advice_text;
  bool rust = isRust(finding);
  out.text("make ");
  u32 named = 0;
  for (usize i = 0; i < finding.advice.edges.size; ++i) {
    const Edge &edge = finding.edges[finding.advice.edges[i]];
    bool repeated = false;
    for (usize k = 0; k < i; ++k)
      repeated |= sameField(finding, finding.edges[finding.advice.edges[k]], edge);
    if (repeated)
      continue;
    out.text(named++ ? " and " : "");
    writeField(finding, edge, out);
  }
  out.text(named > 1 ? " each a `" : " a `").text(rust ? "Weak" : "std::weak_ptr").text("`, or ");
  out.text(rust ? "clear" : "reset").text(named > 1 ? " them" : " it").text(" before the last owner goes");
}

} // namespace refsan
