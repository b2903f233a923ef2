use tested::Node;

#[test]
fn path_of_a_child() {
    let root = Node::new("root");
    let leaf = Node::new("leaf");
    root.adopt(leaf.clone());
    assert_eq!(leaf.path(), "root/leaf");
    if std::env::var_os("TIDY").is_some() {
        root.clear();
    }
}

#[test]
#[should_panic(expected = "no such name")]
fn a_caught_panic_leaks_nothing() {
    let root = Node::new("root");
    assert!(root.path().contains('/'), "no such name");
}
