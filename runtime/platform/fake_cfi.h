//===- fake_cfi.h - call frame information for tests ------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// For tests only: .eh_frame_hdr and .eh_frame of one function, as a linker writes
// them, with the instructions that a test gives.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_FAKE_CFI_H
#define REFSAN_PLATFORM_FAKE_CFI_H

#include "platform/dwarf_cfi.h"

#include <cstring>
#include <string>
#include <vector>

namespace refsan::fake {

// `common`: what a CIE has behind its augmentation's letters. `own`: what an FDE has
// behind its addresses.
class CfiTables {
public:
  CfiTables(const std::string &augmentation, const std::vector<u8> &common, const std::vector<u8> &own) {
    put4(0x3b031b01); // version 1; how the header is encoded
    put4(0);
    put4(1); // one row
    put4(kCode);
    usize entry = bytes_.size();
    put4(0);
    usize cie = begin();
    put4(0);
    bytes_.push_back(1);
    bytes_.insert(bytes_.end(), augmentation.c_str(), augmentation.c_str() + augmentation.size() + 1);
    bytes_.insert(bytes_.end(), common.begin(), common.end());
    end(cie);
    set4(entry, bytes_.size());
    usize fde = begin();
    put4(static_cast<u32>(bytes_.size() - cie));
    usize start = bytes_.size();
    put4(static_cast<u32>(kCode - start)); // from its own place
    put4(0x100);
    bytes_.insert(bytes_.end(), own.begin(), own.end());
    end(fde);
  }
  const u8 *header() const { return bytes_.data(); }
  uptr code() const { return reinterpret_cast<uptr>(bytes_.data()) + kCode; }

private:
  static constexpr u32 kCode = 0x10000; // behind the tables
  void put4(u32 value) {
    bytes_.resize(bytes_.size() + 4);
    set4(bytes_.size() - 4, value);
  }
  void set4(usize at, usize value) {
    auto word = static_cast<u32>(value);
    std::memcpy(&bytes_[at], &word, 4);
  }
  usize begin() {
    put4(0);
    return bytes_.size() - 4;
  }
  void end(usize at) { set4(at, bytes_.size() - at - 4); }
  std::vector<u8> bytes_;
};

} // namespace refsan::fake

#endif // REFSAN_PLATFORM_FAKE_CFI_H
