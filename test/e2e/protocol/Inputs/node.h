// A counted object whose functions and fields are in node.c.
#include <refsan/refsan.h>

struct node;
struct node *node_new(void);
struct node *node_ref(struct node *n);
void node_unref(struct node *n);
void node_set_next(struct node *n, struct node *next);
REFSAN_RETAIN(node_ref, 1);
REFSAN_RELEASE(node_unref, 1);
