// corpus: leak class=cycle members=2 objects=2 field=jobs[0],queue proof=proved
// fixed: clean
#include <deque>
#include <memory>

struct Job;
struct Queue {
  std::deque<std::shared_ptr<Job>> jobs;
};
struct Job {
#ifdef FIXED
  std::weak_ptr<Queue> queue;
#else
  std::shared_ptr<Queue> queue;
#endif
};

static void work() {
  auto queue = std::make_shared<Queue>();
  queue->jobs.push_back(std::make_shared<Job>());
  queue->jobs.back()->queue = queue;
}

int main() { work(); }
