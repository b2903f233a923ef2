#include "family.h"
#include <memory>

struct Person {
  std::shared_ptr<Person> friend_of;
};

void make_family(bool part) {
  auto anna = std::make_shared<Person>();
  anna->friend_of = std::make_shared<Person>();
  anna->friend_of->friend_of = anna;
  if (part)
    anna->friend_of.reset();
}
