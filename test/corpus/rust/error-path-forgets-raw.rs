// corpus: leak class=lost objects=1 bytes=160
// fixed: clean
// Of two boxes given away as raw pointers, the one on the error path is not taken back.
struct Big {
    _numbers: [u64; 20],
}

#[inline(never)]
fn run(raw: *mut Big, fail: bool) -> Result<(), String> {
    if fail {
        #[cfg(fixed)]
        unsafe {
            drop(Box::from_raw(raw));
        }
        return Err("failed".into());
    }
    unsafe { drop(Box::from_raw(raw)) }
    Ok(())
}

fn main() {
    let raw = || Box::into_raw(Box::new(Big { _numbers: [0; 20] }));
    let (first, second) = (raw(), raw());
    let _ = run(first, false);
    let _ = run(second, true);
}
