fn main() {
    std::mem::forget(vec![42]); // a build script is no part of the program
    println!("cargo:rerun-if-changed=build.rs");
}
