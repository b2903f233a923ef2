//===- main.rs - work stolen between threads -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// bench-parallel WORDS: rayon, two threads; strings are made on one and dropped on another.
//
//===----------------------------------------------------------------------===//

use rayon::prelude::*;
use std::collections::HashMap;

fn main() {
    let words: u64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
    let (counts, longest) = pool.install(|| {
        let mut all: Vec<String> = (0..words).into_par_iter().map(|n| format!("word{}", n * 7919 % 10007)).collect();
        all.par_sort_unstable();
        let counts = all
            .par_chunks(1000)
            .map(|chunk| {
                let mut counts: HashMap<String, usize> = HashMap::new();
                for word in chunk {
                    *counts.entry(word.clone()).or_default() += 1;
                }
                counts
            })
            .reduce(HashMap::new, |mut into, from| {
                for (word, count) in from {
                    *into.entry(word).or_default() += count;
                }
                into
            });
        (counts, all.into_par_iter().map(|word| word.to_uppercase().len()).max().unwrap_or(0))
    });
    drop(pool);
    println!("{} {longest}", counts.len());
}
