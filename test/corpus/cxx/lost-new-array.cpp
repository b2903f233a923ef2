// corpus: leak class=lost members=1 bytes=400
// fixed: clean
static int work(int count) {
  int *numbers = new int[count];
  for (int i = 0; i < count; i++)
    numbers[i] = i;
  int last = numbers[count - 1];
#ifdef FIXED
  delete[] numbers;
#endif
  return last;
}

int main() { return work(100) != 99; }
