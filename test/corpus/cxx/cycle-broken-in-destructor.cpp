// corpus: clean
// A static object's destructor takes the cycle apart, long after main.
#include <memory>

struct Node {
  std::shared_ptr<Node> next;
};
struct Graph {
  std::shared_ptr<Node> entry;
  ~Graph() { entry->next.reset(); }
};
static Graph graph;

int main() {
  graph.entry = std::make_shared<Node>();
  graph.entry->next = std::make_shared<Node>();
  graph.entry->next->next = graph.entry;
}
