// corpus: leak class=cycle findings=1 members=2 objects=2 bytes=64 edges=value.next@51,value.next@52
// fixed: clean
// Blocks out of a static array, one behind the other: none of malloc's.
use std::alloc::{GlobalAlloc, Layout};
use std::cell::{RefCell, UnsafeCell};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};

const SIZE: usize = 1 << 20;
struct Arena {
    bytes: UnsafeCell<[u8; SIZE]>,
    used: AtomicUsize,
    live: AtomicUsize,
}
unsafe impl Sync for Arena {}
unsafe impl GlobalAlloc for Arena {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let begin = self.bytes.get() as usize;
        let next = |used| ((begin + used + layout.align() - 1) & !(layout.align() - 1)) - begin + layout.size();
        let reserve = |used| Some(next(used)).filter(|&end| end <= SIZE);
        match self.used.fetch_update(Ordering::Relaxed, Ordering::Relaxed, reserve) {
            Ok(used) => {
                self.live.fetch_add(layout.size(), Ordering::Relaxed);
                (begin + next(used) - layout.size()) as *mut u8
            }
            Err(_) => std::ptr::null_mut(),
        }
    }
    unsafe fn dealloc(&self, _: *mut u8, layout: Layout) {
        self.live.fetch_sub(layout.size(), Ordering::Relaxed);
    }
}
#[global_allocator]
static ARENA: Arena =
    Arena { bytes: UnsafeCell::new([0; SIZE]), used: AtomicUsize::new(0), live: AtomicUsize::new(0) };

struct Node {
    next: RefCell<Option<Rc<Node>>>,
}
fn lists() -> usize {
    let grown: Vec<String> = (0..100).map(|i| i.to_string()).collect();
    vec![0u8; 100].iter().map(|&byte| byte as usize).sum::<usize>() + grown.join("").len()
}

fn main() {
    let before = ARENA.live.load(Ordering::Relaxed);
    assert_eq!(lists(), 190);
    assert_eq!(ARENA.live.load(Ordering::Relaxed), before);
    let a = Rc::new(Node { next: RefCell::new(None) });
    let b = Rc::new(Node { next: RefCell::new(None) });
    a.next.replace(Some(b.clone()));
    b.next.replace(Some(a.clone()));
    #[cfg(fixed)]
    b.next.take();
}
