//===- leveldb_load.cpp - a store of keys and values -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// leveldb_load KEYS: batches of writes, reads, a walk over all, in a folder that is
// removed at the end.
//
//===----------------------------------------------------------------------===//

#include <cstdio>
#include <cstdlib>
#include <leveldb/db.h>
#include <leveldb/write_batch.h>
#include <memory>
#include <string>

static std::string key(long i) {
  char text[32];
  std::snprintf(text, sizeof text, "user/%08ld/profile", i);
  return text;
}

int main(int, char **argv) {
  long keys = std::atol(argv[1]), found = 0;
  char folder[] = "leveldb-XXXXXX";
  if (!mkdtemp(folder))
    return 1;
  leveldb::DB *opened = nullptr;
  leveldb::Options options;
  options.create_if_missing = true;
  options.write_buffer_size = 1 << 20;
  if (!leveldb::DB::Open(options, folder, &opened).ok())
    return 1;
  std::unique_ptr<leveldb::DB> database(opened);
  for (long i = 0; i < keys;) {
    leveldb::WriteBatch batch;
    for (int n = 0; n < 16; n++, i++)
      batch.Put(key(i * 7919 % keys), "the value of the key that is number " + std::to_string(i));
    database->Write({}, &batch);
  }
  std::string value;
  for (long i = 0; i < keys; i++)
    found += database->Get({}, key(i * 104729 % keys), &value).ok();
  std::unique_ptr<leveldb::Iterator> all(database->NewIterator({}));
  for (all->SeekToFirst(); all->Valid(); all->Next())
    found += all->value().size() > 0;
  all.reset();
  database.reset();
  leveldb::DestroyDB(folder, {});
  std::printf("%ld\n", found);
}
