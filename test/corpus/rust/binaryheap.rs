// corpus: leak class=cycle findings=1 members=1 objects=1 times=1 bytes=48 field=value.timers[0].1 taken=30
use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::rc::Rc;

struct Wheel {
    timers: RefCell<BinaryHeap<Timer>>,
}
struct Timer(u64, Rc<Wheel>);
impl PartialEq for Timer {
    fn eq(&self, other: &Timer) -> bool {
        self.0 == other.0
    }
}
impl Eq for Timer {}
impl PartialOrd for Timer {
    fn partial_cmp(&self, other: &Timer) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Timer {
    fn cmp(&self, other: &Timer) -> Ordering {
        self.0.cmp(&other.0)
    }
}

fn main() {
    let wheel = Rc::new(Wheel { timers: RefCell::new(BinaryHeap::new()) });
    wheel.timers.borrow_mut().push(Timer(3, wheel.clone()));
    assert_eq!(Rc::strong_count(&wheel.timers.borrow().peek().unwrap().1), 2);
}
