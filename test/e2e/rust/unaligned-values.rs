// Intent: commands of any type lie one behind the other in bytes: what those that wait hold is alive, what a queue that was dropped held is lost.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %rustc_refsan --cfg clean %s -o %t-clean
// RUN: %silent 0 %run %t-clean
// CHECK: RefSan: 2 lost objects (22 bytes)

use std::mem::{size_of, MaybeUninit};
use std::sync::Mutex;

#[derive(Default)]
struct Queue {
    bytes: Vec<MaybeUninit<u8>>,
    starts: Vec<usize>,
}

#[derive(Clone)]
struct Rename {
    id: u32,
    name: String,
}

impl Queue {
    fn push<T>(&mut self, command: T) {
        self.bytes.push(MaybeUninit::new(1));
        let start = self.bytes.len();
        self.bytes.reserve(size_of::<T>());
        unsafe {
            self.bytes.as_mut_ptr().add(start).cast::<T>().write_unaligned(command);
            self.bytes.set_len(start + size_of::<T>());
        }
        self.starts.push(start);
    }

    unsafe fn pop<T>(&mut self) -> T {
        let start = self.starts.pop().unwrap();
        let command = unsafe { self.bytes.as_ptr().add(start).cast::<T>().read_unaligned() };
        self.bytes.truncate(start - 1);
        command
    }
}

static WAITING: Mutex<Option<Queue>> = Mutex::new(None);

fn main() {
    let mut queue = Queue::default();
    queue.push(Rename { id: 1, name: "the first name".to_string() });
    queue.push(Box::new(7u64));
    queue.push(Rename { id: 2, name: "the second name".to_string() });
    let last: Rename = unsafe { queue.pop() };
    println!("{} {}", last.id, last.name);
    #[cfg(not(clean))]
    let mut dropped = Queue::default();
    #[cfg(not(clean))]
    dropped.push(Box::new([1u8; 7]));
    #[cfg(not(clean))]
    dropped.push(last.clone());
    #[cfg(not(clean))]
    drop(dropped);
    *WAITING.lock().unwrap() = Some(queue);
}
