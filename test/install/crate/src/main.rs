fn main() {
    let node = outside::node(std::env::args().any(|argument| argument == "leak"));
    println!("{} {}", outside_macros::answer!(), node.next.borrow().is_some());
}
