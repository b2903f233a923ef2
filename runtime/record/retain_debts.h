//===- retain_debts.h - what ends in words of other threads -----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A thread does not change the count in another's word (retain_words.h): it notes there
// that one of them has ended. The word's thread takes that off where it comes to see it. Where
// there are more than the word has room for, there is a record of the rest.
// Any thread, no libc call.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_RETAIN_DEBTS_H
#define REFSAN_RECORD_RETAIN_DEBTS_H

#include "record/retain_words.h"

namespace refsan::retains {

// What a word of the thread's is without what others have ended of it; 0: nothing is outstanding.
u32 settle(Recorder &mine, uptr object, u32 *word);
// Ends a reference of an object in any set. False: there are none of one place, or it is not known how many.
bool endInWord(Recorder &mine, uptr object, Word word, Ends ends);
// The object's word goes, which was `old`.
void forgetDebts(Recorder &mine, uptr object, u32 set, u32 old);
// How many are outstanding in a word of one place. Checker only.
u32 countOutstanding(uptr object, Word word);

} // namespace refsan::retains

#endif // REFSAN_RECORD_RETAIN_DEBTS_H
