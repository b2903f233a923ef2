//===- cpython.cpp - an interpreter in the program --------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/cpython.h"

#include "platform/memory.h"
#include "platform/modules.h"
#include "record/blocks.h"
#include "report/model.h"

namespace refsan::cpython {

// As in its documentation, since 3.5.
struct Allocator {
  void *context;
  void *(*malloc)(void *, usize);
  void *(*calloc)(void *, usize, usize);
  void *(*realloc)(void *, void *, usize);
  void (*free)(void *, void *);
};
enum Domain : u32 { Raw, Memory, Objects };

extern "C" {
__attribute__((weak)) void PyMem_GetAllocator(u32 domain, Allocator *out);
__attribute__((weak)) void PyMem_SetAllocator(u32 domain, Allocator *allocator);
__attribute__((weak)) int Py_IsInitialized();
__attribute__((weak)) extern uptr _PyRuntime[]; // NOLINT: its name
__attribute__((weak)) extern uptr PyType_Type[];
}

struct Object {
  uptr count;
  const Object *type;
};

// What its collector has in front of an object; the head of a list is one, too. An object that is in no list has
// zeroes.
struct Link {
  Link *next;
  uptr previous; // and two bits
  const Link *before() const { return reinterpret_cast<const Link *>(previous & ~uptr(3)); }
};

// Its type's type, or that one's, is "type".
static bool isObject(const Object *object) {
  constexpr u32 kMostMetaclasses = 8;
  const auto *root = reinterpret_cast<const Object *>(PyType_Type);
  for (u32 i = 0; i < kMostMetaclasses && object != root; ++i) {
    Object copy = {};
    if (!readMemory(reinterpret_cast<uptr>(object), &copy, sizeof(copy)) || !copy.count)
      return false;
    object = copy.type;
  }
  return object == root;
}

// At a block's start, or behind two words for the dictionary and the weak references.
static bool isLink(const Link *link) {
  Block block;
  uptr at = reinterpret_cast<uptr>(link), front = 0;
  if (!blockAt(at, &block)) {
    front = 2 * sizeof(uptr);
    if (at < front || !blockAt(at - front, &block))
      return false;
  }
  return block.size >= front + sizeof(Link) + sizeof(Object);
}

// A ring through blocks, both ways, that this word begins and ends.
static bool isHead(const Link *head) {
  if (!isLink(head->next) || !isObject(reinterpret_cast<const Object *>(head->next + 1)))
    return false;
  const Link *before = head, *link = head->next;
  for (; link != head; before = link, link = link->next)
    if (!isLink(link) || link->before() != before)
      return false;
  return head->before() == before;
}

static void empty(Link &head) {
  for (Link *link = head.next, *next; link != &head; link = next) {
    next = link->next;
    *link = {};
  }
  head = {&head, reinterpret_cast<uptr>(&head)};
}

} // namespace refsan::cpython

void refsan::openPythonHeap() {
  using namespace cpython;
  void (*volatile set)(u32, Allocator *) = PyMem_SetAllocator;
  if (!set || !PyMem_GetAllocator)
    return;
  Allocator plain;
  PyMem_GetAllocator(Raw, &plain);
  set(Memory, &plain);
  set(Objects, &plain);
}

// Where in the interpreter's state they are differs from version to version.
void refsan::emptyCollectorLists() {
  using namespace cpython;
  uptr *volatile state = _PyRuntime;
  int (*volatile is_initialized)() = Py_IsInitialized;
  if (!state || !is_initialized || is_initialized())
    return;
  uptr at = reinterpret_cast<uptr>(state);
  ModuleList modules = listModules();
  const Module *module = findModule(modules, at);
  for (Range data : module ? Span<const Range>(module->writable, 4) : Span<const Range>())
    for (; data.contains(at) && data.end - at >= sizeof(Link); at += sizeof(uptr))
      if (auto *head = reinterpret_cast<Link *>(at); isHead(head))
        empty(*head);
}
