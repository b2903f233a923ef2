//===- main.rs - documents parsed, changed and printed by serde_json -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// bench-json DOCUMENTS
//
//===----------------------------------------------------------------------===//

use serde_json::{json, Value};

fn document(seed: u64) -> String {
    let list: Vec<Value> = (0..200)
        .map(|number| {
            json!({
                "id": seed * 200 + number,
                "name": format!("customer number {number}"),
                "tags": ["new", "from the web", "wants no letters"],
                "balance": number as f64 / 8.0,
                "address": {"city": "Ulm", "street": "Frauenstraße 10", "floor": null},
            })
        })
        .collect();
    Value::from(list).to_string()
}

fn main() {
    let documents: u64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let mut bytes = 0;
    for number in 0..documents {
        let mut parsed: Value = serde_json::from_str(&document(number)).unwrap();
        for customer in parsed.as_array_mut().unwrap() {
            customer["address"]["floor"] = json!(3);
        }
        let copy = parsed.clone();
        bytes += serde_json::to_string_pretty(&copy).unwrap().len();
    }
    println!("{bytes}");
}
