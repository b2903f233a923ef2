//===- main.rs - lines searched by regular expressions -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// bench-search LINES: patterns compiled anew for each block of lines, as a tool does
// for each file; captures are kept.
//
//===----------------------------------------------------------------------===//

use regex::Regex;
use std::collections::BTreeMap;

fn block(start: u64) -> String {
    (start..start + 500)
        .map(|line| format!("2026-05-{:02} host{} worker[{}]: request {} took {}ms\n", line % 28 + 1, line % 7, line % 13, line * 31, line % 997))
        .collect()
}

fn main() {
    let lines: u64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let mut slowest: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut found = 0;
    for start in (0..lines).step_by(500) {
        let text = block(start);
        let request = Regex::new(r"(?P<host>host\d+) worker\[(\d+)\]: request (\d+) took (9\d\d)ms").unwrap();
        let date = Regex::new(r"\b\d{4}-\d{2}-(0[1-9]|1[0-9])\b").unwrap();
        for captures in request.captures_iter(&text) {
            let list = slowest.entry(captures["host"].to_string()).or_default();
            list.push(captures[3].to_string());
            list.truncate(100);
        }
        found += date.find_iter(&text).count();
        found += text.lines().filter(|line| request.is_match(line)).map(str::to_owned).collect::<Vec<_>>().len();
    }
    println!("{found} {}", slowest.len());
}
