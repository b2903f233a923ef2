// corpus: leak class=forgotten-reference findings=1 members=1 objects=1 candidate=52
// fixed: clean
// Small blocks out of the system's large ones, large ones with a header of the allocator's own.
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::UnsafeCell;
use std::collections::BTreeMap;
use std::rc::Rc;

const CHUNK: usize = 1 << 16;
const SMALL: usize = 256;
const HEADER: usize = 32;
struct Chunks(UnsafeCell<(usize, usize)>);
unsafe impl Sync for Chunks {}
impl Chunks {
    unsafe fn small(&self, layout: Layout) -> *mut u8 {
        let (next, end) = &mut *self.0.get();
        *next = (*next + layout.align() - 1) & !(layout.align() - 1);
        if *next + layout.size() > *end {
            *next = System.alloc(Layout::from_size_align_unchecked(CHUNK, 16)) as usize;
            *end = *next + CHUNK;
        }
        *next += layout.size();
        (*next - layout.size()) as *mut u8
    }
}
unsafe impl GlobalAlloc for Chunks {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.size() <= SMALL || layout.align() > HEADER {
            return self.small(layout);
        }
        System.alloc(Layout::from_size_align_unchecked(layout.size() + HEADER, HEADER)).add(HEADER)
    }
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if layout.size() > SMALL && layout.align() <= HEADER {
            System.dealloc(block.sub(HEADER), Layout::from_size_align_unchecked(layout.size() + HEADER, HEADER));
        }
    }
}
#[global_allocator]
static CHUNKS: Chunks = Chunks(UnsafeCell::new((0, 0)));

fn main() {
    let mut names: BTreeMap<usize, Rc<String>> = BTreeMap::new();
    for i in 0..500 {
        names.insert(i, Rc::new(format!("{i:>width$}", width = i + 1)));
    }
    let mut grown = vec![0u64; 10];
    grown.resize(5000, 1);
    assert_eq!(grown.iter().sum::<u64>(), 4990);
    assert!(names.iter().all(|(i, name)| name.trim() == i.to_string()));
    let kept = Rc::new([7u64; 4]);
    let other = kept.clone();
    #[cfg(not(fixed))]
    std::mem::forget(other);
    #[cfg(fixed)]
    drop(other);
}
