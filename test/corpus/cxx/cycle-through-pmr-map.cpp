// corpus: leak class=cycle members=2 objects=2 edges=members[?]@20,team@22
// fixed: clean
// Nodes that a memory resource of the library's made are the map's own.
#include <map>
#include <memory>
#include <memory_resource>

struct Team;
struct Member {
  std::shared_ptr<Team> team;
};
struct Team {
  std::pmr::map<int, std::shared_ptr<Member>> members{std::pmr::new_delete_resource()};
};

static void work() {
  auto team = std::make_shared<Team>();
  auto member = std::make_shared<Member>();
  team->members[3] = nullptr;
  team->members[5] = member;
#ifndef FIXED
  member->team = team;
#endif
}

int main() { work(); }
