//===- hash_map.rs - HashMap<String, Vec<u8>> -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// hash_map OPERATIONS
//
//===----------------------------------------------------------------------===//

use std::collections::HashMap;

fn main() {
    let operations: u64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let mut map: HashMap<String, Vec<u8>> = HashMap::new();
    let mut bytes = 0;
    for number in 0..operations {
        let key = format!("session-{}", number * 7919 % 20011);
        match number % 3 {
            0 => {
                map.insert(key, vec![number as u8; 24 + number as usize % 40]);
            }
            1 => map.entry(key).or_default().push(number as u8),
            _ => bytes += map.remove(&key).map_or(0, |value| value.len()),
        }
    }
    println!("{bytes} {}", map.len());
}
