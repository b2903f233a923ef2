// corpus: leak class=cycle members=2 objects=2 edges=members[1]@23,team@25 proof=proved
// fixed: clean
// The buffer comes from a memory resource of the library's: what it is says the vector.
#include <memory>
#include <memory_resource>
#include <string>
#include <vector>

struct Team;
struct Member {
  std::pmr::string name;
  std::shared_ptr<Team> team;
};
struct Team {
  std::pmr::vector<std::shared_ptr<Member>> members{std::pmr::new_delete_resource()};
};

static void work() {
  auto team = std::make_shared<Team>();
  auto member = std::make_shared<Member>();
  member->name = "a name that is too long for its place in the object";
  team->members.emplace_back(nullptr);
  team->members.push_back(member);
#ifndef FIXED
  member->team = team;
#endif
}

int main() { work(); }
