// It leaks; with --target it is none of RefSan's business.
fn main() {
    std::mem::forget(vec![1, 2, 3]);
    println!("cargo::rerun-if-changed=build.rs");
}
