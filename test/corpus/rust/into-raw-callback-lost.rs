// corpus: leak class=forgotten-reference findings=1 members=1 objects=1 times=1 candidate=16
use std::os::raw::c_void;
use std::sync::Arc;

struct State {
    _name: String,
}
unsafe extern "C" fn on_event(data: *mut c_void) {
    let state = unsafe { Arc::from_raw(data as *const State) };
    let again = Arc::into_raw(state);
    assert!(!again.is_null());
}

fn main() {
    let state = Arc::new(State { _name: "n".into() });
    let data = Arc::into_raw(state.clone()) as *mut c_void;
    for _ in 0..3 {
        unsafe { on_event(data) };
    }
    assert_eq!(Arc::strong_count(&state), 2);
}
