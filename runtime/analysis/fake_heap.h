//===- fake_heap.h - a small leaked heap for tests --------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// For tests only: blocks of real memory with hand-made sites and types, and
// records of references, from which analysis/ makes its graph and findings
// without the recorder. One at a time.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_FAKE_HEAP_H
#define REFSAN_ANALYSIS_FAKE_HEAP_H

#include "analysis/findings.h"

#include <cstdlib>
#include <cstring>
#include <deque>
#include <map>
#include <string>
#include <vector>

namespace refsan::fake {

// Constants as the pass emits them.
struct Type {
  refsan_type type = {};
  std::vector<refsan_field> fields;
  Type(const char *name, const char *short_name, usize size, std::vector<refsan_field> with, Protocol protocol,
       u32 flags)
      : fields(std::move(with)) {
    type = {name,
            short_name,
            fields.data(),
            size,
            static_cast<u32>(fields.size()),
            static_cast<u32>(protocol),
            static_cast<unsigned short>(flags),
            0,
            0};
  }
};

inline refsan_field field(const char *path, u32 offset, Strength strength, Layout layout = Layout::One) {
  return {path, nullptr, offset, static_cast<unsigned short>(strength), static_cast<unsigned short>(layout), nullptr};
}

inline refsan_site site(const char *function, u32 line, u32 column, const Type *type = nullptr, Op op = Op::Alloc,
                        Layout layout = Layout::One, const char *file = "/src/leaky.rs") {
  return {file,
          function,
          type ? &type->type : nullptr,
          line,
          column,
          static_cast<unsigned short>(op),
          static_cast<unsigned short>(layout),
          0};
}

class Heap {
public:
  Heap() {
    current = this;
    scratch::release();
    readable_.createEverything();
  }
  ~Heap() {
    for (auto &block : blocks_)
      std::free(reinterpret_cast<void *>(block.first));
    current = nullptr;
  }

  // A zeroed block. Contexts are numbered as their sites are first seen.
  uptr add(const refsan_site *made, usize size, const refsan_site *typed = nullptr) {
    uptr address = reinterpret_cast<uptr>(std::aligned_alloc(32, (size + 31) / 32 * 32 + 32));
    std::memset(reinterpret_cast<void *>(address), 0, size);
    blocks_[address] = {address, size, context(made, typed)};
    return address;
  }
  void word(uptr address, uptr value) { std::memcpy(reinterpret_cast<void *>(address), &value, sizeof value); }
  void word4(uptr address, u32 value) { std::memcpy(reinterpret_cast<void *>(address), &value, sizeof value); }
  // Counts of a Rust block: strong, and weak with the implicit one.
  void counts(uptr block, u64 strong, u64 weak = 1) {
    word(block, strong);
    word(block + 8, weak);
  }
  // Of a shared_ptr's control block.
  void sharedCounts(uptr control, u32 strong, u32 weak = 1) {
    word4(control + 8, strong);
    word4(control + 12, weak);
  }

  void tookSlot(uptr slot, uptr object, const refsan_site *at, const refsan_site *operation = nullptr) {
    slots_[slot] = {object, {at, ++sequence_, operation}};
  }
  void retained(uptr object, const refsan_site *at, const refsan_site *operation = nullptr) {
    retains_[object].push_back({at, ++sequence_, operation});
  }

  // In the order of the holders' addresses.
  void attach(uptr holder, uptr slot, uptr value) { attached_.push_back({holder, slot, value}); }

  // All blocks, none of them marked.
  BlockIndex &index() {
    index_.create();
    for (auto &block : blocks_)
      index_.add(block.first, block.second.size);
    return index_;
  }
  const Readable &readable() const { return readable_; }
  static Block blockAt(uptr address) { return current->blocks_.at(address); }
  static ReferenceSource references() { return {takenBySlotFake, retainsFake, newestContextFake, mayHoldMadeFake}; }
  static usize sizeAt(uptr address) { return blockAt(address).size; }

  // All blocks leaked: the graph, and the findings. Valid as long as the heap.
  const Graph &graph() {
    index();
    leaked_.attach({attached_.data(), attached_.size()});
    leaked_.create(index_, readable_, blockAt, references(), workers);
    kinds_.create(leaked_);
    graph_.create(leaked_, kinds_, workers);
    return graph_;
  }
  Span<Draft> findings(usize max_members = 64) {
    graph();
    FindingsBuilder builder(graph_, names_, max_members);
    builder.create();
    return builder.drafts();
  }
  const Names &names() const { return names_; }
  u32 number(uptr address) const { return leaked_.find(address); }

  Workers workers;
  static inline std::map<uptr, std::string> symbols; // of the module that covers 0x1000 .. 0x2000

private:
  struct Slot {
    uptr object;
    Taken taken;
  };
  static inline Heap *current;

  const Context *context(const refsan_site *made, const refsan_site *typed) {
    auto [it, created] = contexts_.insert({{made, typed}, Context()});
    if (created)
      it->second = {made, nullptr, typed, static_cast<u32>(contexts_.size()), 0, 0, 0, {0}};
    return &it->second;
  }
  static bool mayHoldMadeFake(uptr) { return false; }
  static u32 newestContextFake() { return static_cast<u32>(current->contexts_.size()); }
  static bool takenBySlotFake(uptr slot, uptr object, Taken *out) {
    auto found = current->slots_.find(slot);
    if (found == current->slots_.end() || found->second.object != object)
      return false;
    *out = found->second.taken;
    return true;
  }
  static usize retainsFake(uptr object, Taken *out, usize max, usize *unmatched) {
    *unmatched = 0;
    auto found = current->retains_.find(object);
    if (found == current->retains_.end())
      return 0;
    const std::vector<Taken> &all = found->second;
    for (usize i = 0; i < all.size() && i < max; ++i)
      out[i] = all[i];
    return all.size() < max ? all.size() : max;
  }
  static const char *symbolFake(const Module &, uptr address, usize *offset) {
    auto found = symbols.upper_bound(address);
    if (found == symbols.begin())
      return nullptr;
    --found;
    *offset = address - found->first;
    return found->second.c_str();
  }
  static ModuleList modulesFake() {
    static Module module = {};
    std::strcpy(module.path, "/bin/leaky");
    module.image = {0x1000, 0x2000};
    return {&module, 1};
  }

  std::map<uptr, Block> blocks_;
  std::map<std::pair<const refsan_site *, const refsan_site *>, Context> contexts_;
  std::vector<Attached> attached_;
  std::map<uptr, Slot> slots_;
  std::map<uptr, std::vector<Taken>> retains_;
  u64 sequence_ = 0;
  Readable readable_;
  BlockIndex index_;
  LeakedHeap leaked_;
  BlockKinds kinds_;
  Graph graph_;
  Names names_{modulesFake(), symbolFake};
};

} // namespace refsan::fake

#endif // REFSAN_ANALYSIS_FAKE_HEAP_H
