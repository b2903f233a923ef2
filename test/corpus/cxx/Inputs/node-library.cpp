#include "node-library.h"

extern "C" std::shared_ptr<Node> makeNode() { return std::make_shared<Node>(); }
