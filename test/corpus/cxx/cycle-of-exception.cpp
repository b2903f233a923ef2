// corpus: leak class=cycle
// fixed: clean
// An object keeps the exception that holds the object.
#include <exception>
#include <memory>

struct Request {
  std::exception_ptr failure;
};
struct Failed {
  std::shared_ptr<Request> request;
};

static void work() {
  auto request = std::make_shared<Request>();
  try {
    throw Failed{request};
  } catch (...) {
    request->failure = std::current_exception();
  }
#ifdef FIXED
  request->failure = nullptr;
#endif
}

int main() { work(); }
