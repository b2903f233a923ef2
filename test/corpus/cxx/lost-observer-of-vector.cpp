// corpus: leak class=lost members=1 objects=1 type=Observer line=23
// fixed: clean
// A vector of plain pointers to what is older than its holder owns nothing: the observer was not deleted.
#include <memory>
#include <vector>

struct Subject;

struct Observer {
  std::shared_ptr<Subject> subject;
  int seen = 0;
};

struct Subject {
  std::vector<Observer *> observers;
  void change() {
    for (Observer *observer : observers)
      ++observer->seen;
  }
};

static int work() {
  auto *observer = new Observer;
  observer->subject = std::make_shared<Subject>();
  observer->subject->observers.push_back(observer);
  observer->subject->change();
  int seen = observer->seen;
#ifdef FIXED
  delete observer;
#endif
  return seen;
}

int main() { return work() != 1; }
