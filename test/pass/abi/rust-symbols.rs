// Intent: refsan.rustc asks for v0 symbols: rustc's default ones do not tell the pass Rc's types and functions.
// REQUIRES: rust
// RUN: %rustc_refsan --emit=llvm-ir %s -o - | FileCheck %s
// CHECK: call void @__refsan_retain(
fn main() {
    let one = std::rc::Rc::new(1);
    println!("{}", one.clone());
}
