// Intent: handles keep the line that took them while they are sorted, whatever the comparison copies.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s --implicit-check-not="by shared_ptr move"
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

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
// CHECK-COUNT-12: players[{{[0-9]+}}] holds {{.*}}taken at {{.*}}sorted-handles.cpp:[[@LINE-1]]:

int main() {
  auto team = std::make_shared<Team>();
  for (int i = 0; i < 12; ++i) {
    join(*team, std::make_shared<Player>(Player{i * 7 % 12, nullptr}));
#ifndef CLEAN
    team->players.back()->team = team;
#endif
  }
  for (int round = 0; round < 20; ++round)
    std::sort(team->players.begin(), team->players.end(), [=](std::shared_ptr<Player> a, std::shared_ptr<Player> b) {
      return a->score * 5 % (round + 1) < b->score * 5 % (round + 1);
    });
}
