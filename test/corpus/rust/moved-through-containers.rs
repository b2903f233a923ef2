// corpus: leak class=cycle members=2 objects=2 edges=value.slots[…].task@22,value.pool@22
// fixed: clean
// Values with handles in a tree, in vectors, sorted, removed, and in the tree again.
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

struct Slot {
    task: Rc<Task>,
    prio: u8,
    tags: [u32; 4],
}
struct Task {
    id: u32,
    pool: Rc<Pool>,
}
#[derive(Default)]
struct Pool {
    slots: RefCell<BTreeMap<u32, Slot>>,
}
fn slot(pool: &Rc<Pool>, id: u32) -> Slot {
    let task = Rc::new(Task { id, pool: pool.clone() });
    let seen = task.clone();
    assert_eq!(seen.id, id);
    Slot { task, prio: (id % 5) as u8, tags: [id; 4] }
}
fn main() {
    let pool = Rc::new(Pool::default());
    for id in 0..50 {
        let slot = slot(&pool, id * 37 % 50);
        pool.slots.borrow_mut().insert(slot.task.id, slot);
    }
    let (mut low, high): (Vec<Slot>, Vec<Slot>) = std::mem::take(&mut *pool.slots.borrow_mut()).into_values().partition(|s| s.prio < 3);
    drop(high);
    low.sort_by(|a, b| b.prio.cmp(&a.prio).then(a.task.id.cmp(&b.task.id)));
    let first = low.swap_remove(3);
    println!("{} {}", first.tags[0], low.len());
    #[cfg(not(fixed))]
    pool.slots.borrow_mut().insert(1, first);
    println!("{}", low[0].task.pool.slots.borrow().len());
}
