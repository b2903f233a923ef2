//===- arc_threads.rs - Arc across threads -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// arc_threads THREADS COPIES: each thread clones handles of one table into its own.
//
//===----------------------------------------------------------------------===//

use std::sync::Arc;
use std::thread;

struct Account {
    owner: u64,
}

fn work(table: Arc<Vec<Arc<Account>>>, mut random: u32, copies: u64) -> u64 {
    let mut own: Vec<Option<Arc<Account>>> = vec![None; 256];
    let mut sum = 0;
    for copy in 0..copies {
        random = random.wrapping_mul(1664525).wrapping_add(1013904223);
        let handle = if copy % 16 == 0 {
            Arc::new(Account { owner: 1 })
        } else {
            Arc::clone(&table[(random >> 12) as usize % table.len()])
        };
        sum += handle.owner;
        let slot = (random >> 8) as usize % own.len();
        own[slot] = Some(handle);
    }
    sum
}

fn main() {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse::<u64>().unwrap());
    let (threads, copies) = (arguments.next().unwrap(), arguments.next().unwrap());
    let table: Arc<Vec<Arc<Account>>> = Arc::new((0..4096).map(|_| Arc::new(Account { owner: 1 })).collect());
    let running: Vec<_> = (0..threads)
        .map(|number| {
            let table = table.clone();
            thread::spawn(move || work(table, number as u32 + 1, copies / threads))
        })
        .collect();
    let sum: u64 = running.into_iter().map(|thread| thread.join().unwrap()).sum();
    println!("{sum}");
}
