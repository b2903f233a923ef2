// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

//! What a program may say to RefSan. In a program without RefSan all of it does nothing and
//! costs a test of a null pointer, on stable Rust as well; so it may stay in the code.
//!
//! The same as `refsan/refsan.h`, which has the details.

use std::ffi::{c_char, c_int, c_void, CString};

// The runtime's functions, null where there is no runtime: weak symbols, which stable Rust can
// only ask for in assembly.
#[repr(C)]
struct Runtime {
    check_now: Option<unsafe extern "C" fn() -> c_int>,
    scope_begin: Option<unsafe extern "C" fn(*const c_char) -> c_int>,
    scope_end: Option<unsafe extern "C" fn(c_int) -> c_int>,
    disable: Option<unsafe extern "C" fn()>,
    enable: Option<unsafe extern "C" fn()>,
    ignore_object: Option<unsafe extern "C" fn(*const c_void)>,
    register_root: Option<unsafe extern "C" fn(*const c_void, usize)>,
    unregister_root: Option<unsafe extern "C" fn(*const c_void, usize)>,
}

#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
std::arch::global_asm!(
    ".weak __refsan_check_now, __refsan_scope_begin, __refsan_scope_end, __refsan_disable",
    ".weak __refsan_enable, __refsan_ignore_object, __refsan_register_root, __refsan_unregister_root",
    ".pushsection .data.rel.ro.refsan, \"aw\"",
    ".balign 8",
    ".globl __refsan_rust_api",
    ".hidden __refsan_rust_api",
    "__refsan_rust_api:",
    ".quad __refsan_check_now, __refsan_scope_begin, __refsan_scope_end, __refsan_disable",
    ".quad __refsan_enable, __refsan_ignore_object, __refsan_register_root, __refsan_unregister_root",
    ".popsection",
);

#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
fn runtime() -> &'static Runtime {
    extern "C" {
        static __refsan_rust_api: Runtime;
    }
    unsafe { &__refsan_rust_api }
}

#[cfg(not(all(target_os = "linux", target_pointer_width = "64")))]
fn runtime() -> &'static Runtime {
    const NONE: Runtime = Runtime {
        check_now: None,
        scope_begin: None,
        scope_end: None,
        disable: None,
        enable: None,
        ignore_object: None,
        register_root: None,
        unregister_root: None,
    };
    &NONE
}

/// Whether the program has RefSan.
pub fn is_instrumented() -> bool {
    runtime().check_now.is_some()
}

/// The check could not be done; why is on stderr.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckFailed;

fn findings(number: c_int) -> Result<usize, CheckFailed> {
    usize::try_from(number).map_err(|_| CheckFailed)
}

/// Checks for leaks now, reports them, and goes on. How many findings there are: 0 if the
/// check is off, or in a program without RefSan.
pub fn check_now() -> Result<usize, CheckFailed> {
    findings(runtime().check_now.map_or(0, |check| unsafe { check() }))
}

/// Runs `f`; nothing that this thread allocates meanwhile may be there afterwards, reachable or not, but
/// for what `f` returned if that is `Copy`. Other threads' allocations do not count. What is found is
/// reported, and fails the program at its exit.
pub fn scope<R: Copy>(name: &str, f: impl FnOnce() -> R) -> R {
    let _scope = Scope::begin(name);
    f()
}

/// The same from here to where it is dropped, or to `end()`.
pub struct Scope {
    number: c_int,
    _name: CString, // the runtime keeps a pointer to it
    _on_this_thread: std::marker::PhantomData<*const ()>,
}

impl Scope {
    pub fn begin(name: &str) -> Scope {
        let name = CString::new(name.replace('\0', " ")).unwrap_or_default();
        let number = runtime().scope_begin.map_or(0, |begin| unsafe { begin(name.as_ptr()) });
        Scope { number, _name: name, _on_this_thread: std::marker::PhantomData }
    }

    /// How many findings there are.
    pub fn end(mut self) -> Result<usize, CheckFailed> {
        findings(self.close())
    }

    fn close(&mut self) -> c_int {
        let number = std::mem::take(&mut self.number);
        runtime().scope_end.map_or(0, |end| unsafe { end(number) })
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        self.close();
    }
}

/// Runs `f`; what this thread allocates meanwhile, and what that reaches, is no leak.
pub fn disabled<R>(f: impl FnOnce() -> R) -> R {
    struct Enable;
    impl Drop for Enable {
        fn drop(&mut self) {
            if let Some(enable) = runtime().enable {
                unsafe { enable() }
            }
        }
    }
    if let Some(disable) = runtime().disable {
        unsafe { disable() }
    }
    let _enable = Enable;
    f()
}

/// The heap block that the reference points into, and what that reaches, is no leak.
pub fn ignore<T: ?Sized>(object: &T) {
    if let Some(ignore) = runtime().ignore_object {
        unsafe { ignore((object as *const T).cast()) }
    }
}

/// While one lives, what the memory points to is alive.
pub struct Root {
    begin: *const c_void,
    size: usize,
}

impl Root {
    /// # Safety
    /// The memory must be readable as long as the root lives.
    pub unsafe fn register(begin: *const u8, size: usize) -> Root {
        let root = Root { begin: begin.cast(), size };
        if let Some(register) = runtime().register_root {
            register(root.begin, size)
        }
        root
    }
}

impl Drop for Root {
    fn drop(&mut self) {
        if let Some(unregister) = runtime().unregister_root {
            unsafe { unregister(self.begin, self.size) }
        }
    }
}
