// Intent: the same without the way back.
// RUN: %clangxx_refsan %s -o %t
// RUN: %silent 0 %run %t

#include <algorithm>
#include <memory>
#include <vector>

struct Team;
struct Player {
  int score;
  std::shared_ptr<Team> team;
};
struct Team {
  std::vector<std::shared_ptr<Player>> players;
};

static void join(Team &team, const std::shared_ptr<Player> &player) { team.players.push_back(player); }

int main() {
  auto team = std::make_shared<Team>();
  for (int i = 0; i < 12; ++i) {
    join(*team, std::make_shared<Player>(Player{i * 7 % 12, nullptr}));
  }
  for (int round = 0; round < 20; ++round)
    std::sort(team->players.begin(), team->players.end(), [=](std::shared_ptr<Player> a, std::shared_ptr<Player> b) {
      return a->score * 5 % (round + 1) < b->score * 5 % (round + 1);
    });
}
