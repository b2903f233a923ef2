// corpus: clean exit=0
use std::rc::{Rc, Weak};
use std::sync;

struct Widget {
    me: Weak<Widget>,
    children: Vec<Rc<Widget>>,
}
struct Shared {
    me: sync::Weak<Shared>,
}

fn main() {
    let root = Rc::new_cyclic(|me| Widget {
        me: me.clone(),
        children: (0..3).map(|_| Rc::new(Widget { me: me.clone(), children: vec![] })).collect(),
    });
    assert_eq!(root.children.len(), 3);
    assert!(root.me.upgrade().is_some() && root.children[0].me.upgrade().is_some());
    let shared = sync::Arc::new_cyclic(|me| Shared { me: me.clone() });
    assert_eq!(shared.me.strong_count(), 1);
}
