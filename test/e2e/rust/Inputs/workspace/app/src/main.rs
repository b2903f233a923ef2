fn main() {
    nodes::pair(std::env::args().count() > 1);
}
