#include "family.h"

int main(int argc, char **) { make_family(argc == 1); }
