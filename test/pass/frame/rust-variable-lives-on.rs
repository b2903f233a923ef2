// Intent: without optimisation, a variable of Rust's whose address was given away is not cleared at its block's end: what format_args! makes lives on.
// RUN: %rustc_refsan -Copt-level=0 %s -o %t
// RUN: %t | FileCheck %s
// REQUIRES: rust
fn main() {
    let text = String::from("text");
    let arguments = format_args!("{text} {}", text.len()).to_string();
    // CHECK: text 4
    println!("{arguments}");
    std::process::exit((arguments.len() == 3) as i32);
}
