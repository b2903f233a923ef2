// corpus: clean exit=0
use std::alloc::{GlobalAlloc, Layout, System};
use std::collections::HashMap;
use std::rc::Rc;

struct Forward;
unsafe impl GlobalAlloc for Forward {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        unsafe { System.dealloc(ptr, layout) }
    }
    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        unsafe { System.realloc(ptr, layout, size) }
    }
}
#[global_allocator]
static ALLOCATOR: Forward = Forward;

fn main() {
    let mut map = HashMap::new();
    for i in 0..100 {
        map.insert(i, Rc::new(format!("value {i}")));
    }
    let copies: Vec<Rc<String>> = map.values().cloned().collect();
    assert_eq!(copies.len(), 100);
}
