// Intent: the same values dropped, after Vecs of them grew and shrank.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %silent 0 %run %t

#[repr(align(128))]
struct Line {
    number: u64,
}

fn sum(count: u64) -> u64 {
    let mut lines: Vec<Line> = (0..count).map(|number| Line { number }).collect();
    lines.shrink_to_fit();
    let kept = Box::new(Line { number: 1 });
    assert_eq!(&*kept as *const Line as usize % 128, 0);
    assert!(lines.iter().all(|line| line as *const Line as usize % 128 == 0));
    kept.number + lines.iter().map(|line| line.number).sum::<u64>()
}

fn main() {
    assert_eq!(sum(5), 11);
    assert_eq!(sum(100), 4951);
}
