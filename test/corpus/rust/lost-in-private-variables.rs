// corpus: leak class=lost members=1 bytes=300
// fixed: clean
// Private variables that main alone writes and nobody reads keep what they were given; one has been given something else.
#![allow(static_mut_refs)]
use std::mem::MaybeUninit;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};

static mut RAW: *mut String = null_mut();
static mut BYTES: *mut [u8; 300] = null_mut();
static mut ROOM: MaybeUninit<String> = MaybeUninit::uninit();
static POINTER: AtomicPtr<i32> = AtomicPtr::new(null_mut());
static NUMBER: AtomicUsize = AtomicUsize::new(0);

fn main() {
    unsafe {
        RAW = Box::into_raw(Box::new("raw".repeat(10)));
        ROOM = MaybeUninit::new("room".repeat(10));
        BYTES = Box::into_raw(Box::new([1; 300]));
        #[cfg(fixed)]
        drop(Box::from_raw(BYTES));
        BYTES = Box::into_raw(Box::new([2; 300]));
    }
    POINTER.store(Box::into_raw(Box::new(4)), Ordering::Relaxed);
    NUMBER.store(Box::into_raw(Box::new(5u64)) as usize, Ordering::SeqCst);
}
