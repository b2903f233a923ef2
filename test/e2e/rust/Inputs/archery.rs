// A crate of the name of a published one: counted pointers behind a pointer without a type.
pub mod shared_pointer {
    pub struct SharedPointer<T> {
        ptr: kind::rc::RcK,
        _phantom: std::marker::PhantomData<T>,
    }

    impl<T> SharedPointer<T> {
        pub fn new(value: T) -> Self {
            SharedPointer { ptr: kind::rc::RcK::new(std::rc::Rc::new(value)), _phantom: std::marker::PhantomData }
        }
    }

    impl<T> Drop for SharedPointer<T> {
        fn drop(&mut self) {
            unsafe { self.ptr.take::<T>() };
        }
    }

    pub mod kind {
        pub mod erased_ptr {
            pub struct ErasedPtr {
                pub ptr: *const (),
            }
        }
        pub mod rc {
            use super::erased_ptr::ErasedPtr;
            use std::rc::Rc;

            pub struct RcK {
                inner: ErasedPtr,
            }

            impl RcK {
                pub fn new<T>(value: Rc<T>) -> Self {
                    RcK { inner: ErasedPtr { ptr: Rc::into_raw(value).cast() } }
                }

                /// # Safety
                /// once, and of the type that it was made of
                pub unsafe fn take<T>(&mut self) {
                    drop(Rc::from_raw(self.inner.ptr.cast::<T>()));
                }
            }
        }
    }
}
