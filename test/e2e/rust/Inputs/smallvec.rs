// A crate of the name of a published one: elements lie in the vector itself as long as there is room.
use std::mem::MaybeUninit;
use std::ptr::NonNull;

pub trait Array {
    type Item;
    const SIZE: usize;
}

impl<T, const N: usize> Array for [T; N] {
    type Item = T;
    const SIZE: usize = N;
}

enum SmallVecData<A: Array> {
    Inline(MaybeUninit<A>),
    Heap { ptr: NonNull<A::Item>, len: usize },
}

pub struct SmallVec<A: Array> {
    capacity: usize, // of inline ones the length
    data: SmallVecData<A>,
}

impl<A: Array> SmallVec<A> {
    pub const fn new() -> Self {
        SmallVec { capacity: 0, data: SmallVecData::Inline(MaybeUninit::uninit()) }
    }

    pub fn push(&mut self, value: A::Item) {
        if self.capacity == A::SIZE {
            let mut room = Vec::with_capacity(2 * A::SIZE);
            let first = self.items();
            unsafe {
                std::ptr::copy_nonoverlapping(first, room.as_mut_ptr(), A::SIZE);
                self.data = SmallVecData::Heap { ptr: NonNull::new_unchecked(room.as_mut_ptr()), len: A::SIZE };
            }
            self.capacity = room.capacity();
            std::mem::forget(room);
        }
        let at = self.len();
        unsafe { self.items().add(at).write(value) };
        self.set_len(at + 1);
    }

    pub fn pop(&mut self) -> Option<A::Item> {
        let last = self.len().checked_sub(1)?;
        self.set_len(last);
        Some(unsafe { self.items().add(last).read() })
    }

    // All of them.
    pub fn drain(&mut self) -> Drain<'_, A::Item> {
        let (items, len) = (self.items(), self.len());
        self.set_len(0);
        Drain { iter: unsafe { std::slice::from_raw_parts(items, len) }.iter() }
    }

    pub fn len(&self) -> usize {
        match self.data {
            SmallVecData::Inline(_) => self.capacity,
            SmallVecData::Heap { len, .. } => len,
        }
    }

    fn set_len(&mut self, new: usize) {
        match &mut self.data {
            SmallVecData::Inline(_) => self.capacity = new,
            SmallVecData::Heap { len, .. } => *len = new,
        }
    }

    fn items(&mut self) -> *mut A::Item {
        match &mut self.data {
            SmallVecData::Inline(array) => array.as_mut_ptr().cast(),
            SmallVecData::Heap { ptr, .. } => ptr.as_ptr(),
        }
    }
}

pub struct Drain<'a, T> {
    iter: std::slice::Iter<'a, T>,
}

impl<T> Iterator for Drain<'_, T> {
    type Item = T;
    #[inline]
    fn next(&mut self) -> Option<T> {
        self.iter.next().map(|item| unsafe { std::ptr::read(item) })
    }
}

impl<T> Drop for Drain<'_, T> {
    fn drop(&mut self) {
        self.for_each(drop);
    }
}

impl<A: Array> Drop for SmallVec<A> {
    fn drop(&mut self) {
        while let Some(value) = self.pop() {
            drop(value);
        }
        if let SmallVecData::Heap { ptr, .. } = self.data {
            drop(unsafe { Vec::from_raw_parts(ptr.as_ptr(), 0, self.capacity) });
        }
    }
}
