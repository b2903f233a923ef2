// corpus: leak class=lost members=1 owned=4 type=graph
// fixed: clean
// An object that owns an array of nodes with edges among them.
#include <stdlib.h>

struct node {
  struct node *edges[3];
};
struct graph {
  struct node **nodes;
  int count;
};

static struct graph *make(void) {
  struct graph *graph = calloc(1, sizeof(*graph));
  graph->count = 3;
  graph->nodes = calloc(3, sizeof(*graph->nodes));
  for (int i = 0; i < 3; i++)
    graph->nodes[i] = calloc(1, sizeof(struct node));
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      graph->nodes[i]->edges[j] = graph->nodes[j];
  return graph;
}

int main(void) {
  struct graph *graph = make();
  int count = graph->count;
#ifdef FIXED
  for (int i = 0; i < 3; i++)
    free(graph->nodes[i]);
  free(graph->nodes);
  free(graph);
#endif
  return count != 3;
}
