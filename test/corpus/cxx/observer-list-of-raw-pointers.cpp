// corpus: clean
// Observers leave by themselves; the subject owns nothing.
#include <algorithm>
#include <vector>

struct Observer;
struct Subject {
  std::vector<Observer *> observers;
};
struct Observer {
  Subject &subject;
  explicit Observer(Subject &s) : subject(s) { subject.observers.push_back(this); }
  ~Observer() { std::erase(subject.observers, this); }
};

int main() {
  Subject subject;
  Observer first(subject);
  {
    Observer second(subject);
  }
  return subject.observers.size() != 1;
}
