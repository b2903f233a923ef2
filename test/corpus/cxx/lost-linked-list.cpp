// corpus: leak class=lost members=1 owned=4 type=Node
// fixed: clean
struct Node {
  int value;
  Node *next;
};

static int work() {
  Node *head = nullptr;
  for (int i = 0; i < 5; i++)
    head = new Node{i, head};
  int value = head->value;
#ifdef FIXED
  while (head) {
    Node *next = head->next;
    delete head;
    head = next;
  }
#endif
  return value;
}

int main() { return work() != 4; }
