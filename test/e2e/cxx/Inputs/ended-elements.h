// What containers, an optional and a variant hold no more, and have in their room still.
#include <cstdlib>
#include <deque>
#include <optional>
#include <queue>
#include <variant>
#include <vector>

struct Item {
  int value;
};

Item *make(int value) { return new Item{value}; }

struct Tagged {
  int tag;
  Item *item;
};

struct Held {
  std::vector<Item *> popped, cleared, erased, assigned;
  std::vector<Tagged> resized;
  std::deque<Item *> ends;
  std::queue<Item *> queue;
  std::optional<Tagged> session;
  std::variant<std::monostate, Tagged> state;
};

void fill(Held &held) {
  for (int i = 0; i < 2; ++i) {
    held.popped.push_back(make(i));
    held.cleared.push_back(make(i));
    held.erased.push_back(make(i));
    held.assigned.push_back(make(i));
    held.resized.push_back({i, make(i)});
    held.ends.push_back(make(i));
    held.queue.push(make(i));
  }
  held.session = Tagged{1, make(9)};
  held.state = Tagged{2, make(9)};
}

void end(Item *item) {
#ifdef CLEAN
  delete item;
#endif
}

void drop(Held &held) {
  end(held.popped.back());
  held.popped.pop_back();
  for (Item *item : held.cleared)
    end(item);
  held.cleared.clear();
  end(held.erased.front());
  held.erased.erase(held.erased.begin());
  std::vector<Item *> first(1, held.assigned[0]);
  end(held.assigned[1]);
  held.assigned = first;
  end(held.resized[1].item);
  held.resized.resize(1);
  end(held.ends.back());
  held.ends.pop_back();
  end(held.ends.front());
  held.ends.pop_front();
  end(held.queue.front());
  held.queue.pop();
  end(held.session->item);
  held.session.reset();
  end(std::get<Tagged>(held.state).item);
  held.state = std::monostate{};
}

Held *held;

int main() {
  held = new Held;
  fill(*held);
  drop(*held);
  std::exit(0);
}
