// A crate of the name of a published one: a handle that is exchanged atomically, as the address of its value.
use std::marker::PhantomData;
use std::sync::atomic::{AtomicPtr, Ordering::SeqCst};
use std::sync::{Arc, Weak};

pub trait RefCnt {
    type Base;
    fn into_ptr(me: Self) -> *mut Self::Base;
    /// # Safety
    /// of into_ptr()
    unsafe fn from_ptr(ptr: *mut Self::Base) -> Self;
}

impl<T> RefCnt for Arc<T> {
    type Base = T;
    fn into_ptr(me: Self) -> *mut T {
        Arc::into_raw(me) as *mut T
    }
    unsafe fn from_ptr(ptr: *mut T) -> Self {
        Arc::from_raw(ptr)
    }
}

impl<T> RefCnt for Weak<T> {
    type Base = T;
    fn into_ptr(me: Self) -> *mut T {
        Weak::into_raw(me) as *mut T
    }
    unsafe fn from_ptr(ptr: *mut T) -> Self {
        Weak::from_raw(ptr)
    }
}

pub struct ArcSwapAny<T: RefCnt> {
    ptr: AtomicPtr<T::Base>,
    _phantom: PhantomData<T>,
}

impl<T: RefCnt> ArcSwapAny<T> {
    pub fn new(value: T) -> Self {
        ArcSwapAny { ptr: AtomicPtr::new(T::into_ptr(value)), _phantom: PhantomData }
    }

    pub fn store(&self, value: T) {
        let old = self.ptr.swap(T::into_ptr(value), SeqCst);
        drop(unsafe { T::from_ptr(old) });
    }
}

impl<T: RefCnt> Drop for ArcSwapAny<T> {
    fn drop(&mut self) {
        drop(unsafe { T::from_ptr(*self.ptr.get_mut()) });
    }
}
