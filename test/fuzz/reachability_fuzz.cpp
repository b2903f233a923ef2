//===- reachability_fuzz.cpp - marking, beside a search without tricks -----===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuzz.h"

#include "analysis/mark.h"

#include <cstring>
#include <map>
#include <set>

using namespace refsan;
using namespace refsan::fuzzing;

namespace {
std::map<uptr, usize> blocks; // sizes by address

usize sizeOf(uptr start) { return blocks.at(start); }

// The array of no elements behind its count: see reaches() of block_index.h.
bool isEmptyArray(uptr start, usize size) { return size == sizeof(u64) && *reinterpret_cast<const u64 *>(start) == 0; }

// The block that holds p, or the end.
std::map<uptr, usize>::iterator blockAround(uptr p) {
  auto after = blocks.upper_bound(p);
  if (after == blocks.begin())
    return blocks.end();
  auto found = std::prev(after);
  usize distance = p - found->first;
  bool held = distance == 0 || distance < found->second || // malloc(0) is a block, too
              (distance == sizeof(u64) && isEmptyArray(found->first, found->second));
  return held ? found : blocks.end();
}

std::set<uptr> reachedFrom(const std::vector<uptr> &roots) {
  std::set<uptr> reached;
  std::vector<uptr> words = roots;
  while (!words.empty()) {
    auto block = blockAround(words.back());
    words.pop_back();
    if (block == blocks.end() || !reached.insert(block->first).second)
      continue;
    for (uptr at = block->first; at + sizeof(uptr) <= block->first + block->second; at += sizeof(uptr)) {
      uptr word;
      std::memcpy(&word, reinterpret_cast<void *>(at), sizeof(word));
      words.push_back(word);
    }
  }
  return reached;
}

// Some of the heap, as an allocator has it.
constexpr usize kBytes = 256 << 10;
alignas(4096) char memory[kBytes];

void placeBlocks(FuzzedDataProvider &input) {
  blocks.clear();
  std::memset(memory, 0, sizeof(memory));
  usize offset = input.ConsumeIntegralInRange<usize>(0, 100) * 16;
  for (usize left = input.ConsumeIntegralInRange<usize>(0, 60); left > 0; --left) {
    usize size = input.ConsumeIntegralInRange<usize>(0, input.ConsumeBool() ? 80 : 6000);
    if (offset + size + 32 > kBytes)
      break;
    blocks[reinterpret_cast<uptr>(memory) + offset] = size;
    offset += (size + 8 + 15) / 16 * 16 + 16 * input.ConsumeIntegralInRange<usize>(0, 3);
  }
}

uptr somePointer(FuzzedDataProvider &input) {
  return reinterpret_cast<uptr>(memory) + input.ConsumeIntegralInRange<usize>(0, kBytes - 1);
}
uptr pointerToBlock(FuzzedDataProvider &input) {
  if (blocks.empty() || input.ConsumeIntegralInRange<int>(0, 9) == 0)
    return somePointer(input);
  auto block = std::next(blocks.begin(), input.ConsumeIntegralInRange<long>(0, static_cast<long>(blocks.size()) - 1));
  return block->first + (input.ConsumeBool() ? 0 : input.ConsumeIntegralInRange<usize>(0, block->second));
}

void writePointers(FuzzedDataProvider &input) {
  for (auto &[address, size] : blocks)
    for (usize left = input.ConsumeIntegralInRange<usize>(0, 3); left > 0 && size >= sizeof(uptr); --left) {
      uptr word = pointerToBlock(input), at = input.ConsumeIntegralInRange<usize>(0, size / sizeof(uptr) - 1);
      std::memcpy(reinterpret_cast<void *>(address + at * sizeof(uptr)), &word, sizeof(word));
    }
}
} // namespace

FUZZ(input) {
  placeBlocks(input);
  writePointers(input);
  std::vector<uptr> roots;
  for (usize left = input.ConsumeIntegralInRange<usize>(0, 5); left > 0; --left)
    roots.push_back(pointerToBlock(input));
  scratch::release();
  BlockIndex index;
  Readable readable;
  readable.createEverything();
  index.create();
  for (auto &[address, size] : blocks)
    index.add(address, size);
  // On two threads, or on one.
  Marker marker(index, readable, sizeOf, Workers(input.ConsumeIntegralInRange<u32>(1, 2)));
  usize half = roots.size() / 2;
  marker.addRoot({reinterpret_cast<uptr>(roots.data()), reinterpret_cast<uptr>(roots.data() + half)});
  for (usize i = half; i < roots.size(); ++i)
    marker.addWord(roots[i]);
  marker.finish();
  std::set<uptr> reached = reachedFrom(roots);
  for (auto &[address, size] : blocks)
    must(index.isMarked(address) == reached.contains(address), "marked is what can be reached");
}
