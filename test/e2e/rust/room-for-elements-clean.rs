// Intent: the same vectors without the references to themselves.
// REQUIRES: rust
// RUN: rm -rf %t && mkdir -p %t/registry/src/index/smallvec-1.15.1/src && cp %S/Inputs/smallvec.rs %t/registry/src/index/smallvec-1.15.1/src/lib.rs
// RUN: %rustc_refsan --crate-type rlib --crate-name smallvec %t/registry/src/index/smallvec-1.15.1/src/lib.rs -o %t/libsmallvec.rlib
// RUN: %rustc_refsan %s --extern smallvec=%t/libsmallvec.rlib -o %t/program
// RUN: %silent 0 %run %t/program

use smallvec::SmallVec;
use std::cell::RefCell;
use std::rc::Rc;

struct Node {
    next: RefCell<SmallVec<[Rc<Node>; 3]>>,
}

fn node() -> Rc<Node> {
    Rc::new(Node { next: RefCell::new(SmallVec::new()) })
}

fn visit(from: &Rc<Node>, to: &Rc<Node>) {
    from.next.borrow_mut().push(to.clone());
    drop(from.next.borrow_mut().pop());
}

fn few() {
    let (a, b) = (node(), node());
    visit(&b, &a);
    a.next.borrow_mut().push(b.clone());
    a.next.borrow_mut().push(node());
}

fn many() {
    let a = node();
    for _ in 0..3 {
        a.next.borrow_mut().push(node());
    }
    a.next.borrow_mut().push(node());
}

fn main() {
    few();
    many();
}
