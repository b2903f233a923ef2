//===- producer_consumer.cpp - blocks allocated here and freed there -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// producer_consumer PAIRS BLOCKS: in each pair one thread allocates and hands batches
// over, the other frees them.
//
//===----------------------------------------------------------------------===//

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>
#include <vector>

namespace {
constexpr int kBatch = 256, kMostWaiting = 16;

struct Message {
  long number;
  char text[40];
};
using Batch = std::vector<Message *>;

struct Channel {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<Batch> waiting;
  long sum = 0;
};

void produce(Channel &channel, long blocks) {
  for (long number = 0; number < blocks;) {
    Batch batch;
    batch.reserve(kBatch);
    for (int i = 0; i < kBatch; i++)
      batch.push_back(new Message{number++, {}});
    std::unique_lock lock(channel.mutex);
    channel.changed.wait(lock, [&] { return channel.waiting.size() < kMostWaiting; });
    channel.waiting.push_back(std::move(batch));
    channel.changed.notify_one();
  }
}

void consume(Channel &channel, long blocks) {
  for (long number = 0; number < blocks;) {
    std::unique_lock lock(channel.mutex);
    channel.changed.wait(lock, [&] { return !channel.waiting.empty(); });
    std::vector<Batch> batches = std::move(channel.waiting);
    channel.waiting.clear();
    channel.changed.notify_one();
    lock.unlock();
    for (Batch &batch : batches)
      for (Message *message : batch) {
        channel.sum += message->number;
        delete message;
        number++;
      }
  }
}
} // namespace

int main(int, char **argv) {
  int pairs = std::atoi(argv[1]);
  long blocks = std::atol(argv[2]) / pairs / kBatch * kBatch;
  std::vector<Channel> channels(pairs);
  std::vector<std::thread> threads;
  for (Channel &channel : channels) {
    threads.emplace_back(produce, std::ref(channel), blocks);
    threads.emplace_back(consume, std::ref(channel), blocks);
  }
  for (std::thread &thread : threads)
    thread.join();
  long sum = 0;
  for (Channel &channel : channels)
    sum += channel.sum;
  std::printf("%ld\n", sum);
}
