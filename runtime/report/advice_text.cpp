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

// Of a pair or tuple: it says nothing without the name before it.
static bool isPart(StringView name) { return name == "first" || name == "second" || (name[0] >= '0' && name[0] <= '9'); }

// The last name of a path, without indexes: "next" of "value.next[2]".
static StringView fieldName(StringView path) {
  usize bracket = findChar(path, '[');
  if (bracket != kNotFound && bracket > 0)
    path = path.from(0, bracket);
  usize dot = findLastChar(path, '.');
  while (dot != kNotFound && dot + 1 < path.size && isPart(path.from(dot + 1))) {
    usize before = findLastChar(path.from(0, dot), '.');
    if (before == kNotFound)
      return path;
    dot = before;
  }
  return dot == kNotFound ? path : path.from(dot + 1);
}

// What kind of code holds its captures here: "lambda"; null: it is no code.
static const char *capturedBy(const Finding &finding, const Edge &edge) {
  constexpr const char *kCode[] = {"closure", "lambda", "future"};
  for (const char *code : kCode)
    if (edge.field && startsWith(finding.members[edge.from].short_type, code))
      return code;
  return nullptr;
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
  if (capturedBy(finding, edge))
    out.text("`").text(fieldName(field)).text("`, captured by the ").text(holder).text(",");
  else
    out.text("`").text(holder).text(holder.empty() ? "" : "::").text(fieldName(field)).text("`");
}

static bool sameField(const Finding &finding, const Edge &a, const Edge &b) {
  if (StringView(finding.members[a.from].short_type) != finding.members[b.from].short_type)
    return false;
  return a.field || b.field ? fieldName(a.field) == fieldName(b.field) : a.offset == b.offset;
}

// Not every protocol has weak handles.
static void writeWeak(StringView weak, TextOutput &out) {
  if (weak.empty())
    out.text("plain pointer that takes no reference");
  else
    out.text("`").text(weak).text("`");
}

} // namespace advice_text

void writeAdvice(const Finding &finding, TextOutput &out) {
  using namespace advice_text;
  bool rust = isRust(finding);
  const Edge *first = finding.advice.edges.size ? &finding.edges[finding.advice.edges[0]] : nullptr;
  StringView weak = rust ? "Weak" : first ? first->weak_type : nullptr;
  if (const char *code = first && finding.advice.edges.size == 1 ? capturedBy(finding, *first) : nullptr) {
    out.text("capture `").text(fieldName(first->field)).text("` as a ");
    writeWeak(weak, out);
    out.text(" in the ");
    out.text(finding.members[first->from].short_type).text(", or drop the ").text(code);
    out.text(" before the last owner goes");
    return;
  }
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
  out.text(named > 1 ? " each a " : " a ");
  writeWeak(weak, out);
  out.text(", or ").text(rust ? "clear" : "reset").text(named > 1 ? " them" : " it").text(" before the last owner goes");
}

} // namespace refsan
