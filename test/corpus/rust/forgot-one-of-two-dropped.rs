// corpus: leak class=forgotten-reference members=1 candidate=8
// fixed: clean
// Of two raw handles made at one line a function gives one back; mem::drop's release is counted once.
use std::ffi::c_void;
use std::sync::Arc;

fn connect(context: &Arc<String>) -> *mut c_void {
    Arc::into_raw(Arc::clone(context)) as *mut c_void
}

fn release(data: *mut c_void) {
    unsafe { drop(Arc::from_raw(data as *const String)) }
}

fn main() {
    let context = Arc::new(String::from("context"));
    let first = connect(&context);
    let second = connect(&context);
    release(first);
    if cfg!(fixed) {
        release(second);
    }
}
