//===- main.rs - maps that share their nodes -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// bench-persistent CHANGES: im (Arc) and rpds (Rc); old versions are kept for a while.
//
//===----------------------------------------------------------------------===//

use std::collections::VecDeque;

fn with_im(changes: u64) -> usize {
    let mut versions = VecDeque::new();
    let mut map: im::HashMap<u64, String> = im::HashMap::new();
    let mut list: im::Vector<u64> = im::Vector::new();
    for number in 0..changes {
        map = map.update(number * 7919 % 5003, format!("value {number}"));
        list.push_back(number);
        if number % 8 == 0 {
            versions.push_back((map.clone(), list.clone()));
            if versions.len() > 64 {
                versions.pop_front();
            }
        }
    }
    versions.iter().map(|(map, list)| map.len() + list.len()).sum()
}

fn with_rpds(changes: u64) -> usize {
    let mut versions = VecDeque::new();
    let mut map: rpds::RedBlackTreeMap<u64, String> = rpds::RedBlackTreeMap::new();
    let mut list: rpds::List<u64> = rpds::List::new();
    for number in 0..changes {
        map = map.insert(number * 7919 % 5003, format!("value {number}"));
        list = list.push_front(number);
        if number % 8 == 0 {
            versions.push_back((map.clone(), list.clone()));
            if versions.len() > 64 {
                versions.pop_front();
            }
        }
    }
    versions.iter().map(|(map, list)| map.size() + list.len()).sum()
}

fn main() {
    let changes: u64 = std::env::args().nth(1).unwrap().parse().unwrap();
    println!("{} {}", with_im(changes), with_rpds(changes));
}
