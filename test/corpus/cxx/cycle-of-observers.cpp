// corpus: leak class=cycle members=3 objects=3 field=observers[0],observers[1],subject
// fixed: clean
#include <memory>
#include <vector>

struct Subject;
struct Observer {
  virtual ~Observer() = default;
  virtual void notify() = 0;
};
struct Subject {
#ifdef FIXED
  std::vector<std::weak_ptr<Observer>> observers;
#else
  std::vector<std::shared_ptr<Observer>> observers;
#endif
};
struct View : Observer {
  explicit View(std::shared_ptr<Subject> s) : subject(std::move(s)) {}
  void notify() override {}
  std::shared_ptr<Subject> subject;
};

static void work() {
  auto subject = std::make_shared<Subject>();
  for (int i = 0; i < 2; i++) {
    auto view = std::make_shared<View>(subject);
    subject->observers.push_back(view);
  }
}

int main() { work(); }
