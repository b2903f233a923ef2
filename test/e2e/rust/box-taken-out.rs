// Intent: boxes that were taken out of containers which live on, and are given to C, are lost: they lie in the room that
// the containers keep, and in the blocks of a channel.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %rustc_refsan --cfg clean %s -o %t-clean
// RUN: %silent 0 %run %t-clean

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::mpsc::{channel, sync_channel, Receiver};
use std::sync::Mutex;

// CHECK: RefSan: 19 lost objects (152 bytes)
type Item = Box<u64>;

struct Containers {
    vectors: [Vec<Item>; 9],
    pairs: Vec<(Item, String)>,
    ring: VecDeque<Item>,
    by_hash: HashMap<u64, Item>,
    by_order: BTreeMap<u64, Item>,
    channels: Vec<Receiver<Item>>,
}

static KEPT: Mutex<Option<Containers>> = Mutex::new(None);

fn give_to_c(item: Item) {
    #[cfg(clean)]
    std::hint::black_box(*item);
    #[cfg(not(clean))]
    std::hint::black_box(Box::into_raw(item));
}

fn main() {
    let mut guard = KEPT.lock().unwrap();
    let items = || (0..6).map(Box::new);
    let (many, received_many) = channel();
    let (few, received_few) = sync_channel(8);
    items().for_each(|item| many.send(item).unwrap());
    items().for_each(|item| few.send(item).unwrap());
    let kept = guard.insert(Containers {
        vectors: [(); 9].map(|()| items().collect()),
        pairs: items().map(|item| (item, String::from("a name"))).collect(),
        ring: items().collect(),
        by_hash: items().map(|item| (*item, item)).collect(),
        by_order: items().map(|item| (*item, item)).collect(),
        channels: vec![received_many, received_few],
    });
    give_to_c(kept.vectors[0].pop().unwrap());
    give_to_c(kept.vectors[1].remove(5));
    give_to_c(kept.vectors[2].swap_remove(5));
    give_to_c(kept.vectors[3].drain(2..).nth(2).unwrap());
    give_to_c(kept.vectors[4].split_off(4).pop().unwrap());
    give_to_c(kept.vectors[5].pop_if(|last| **last == 5).unwrap());
    give_to_c(kept.vectors[6].extract_if(.., |item| **item == 5).next().unwrap());
    give_to_c(kept.vectors[7].splice(4.., None).last().unwrap());
    let mut appended = Vec::new();
    appended.append(&mut kept.vectors[8]);
    give_to_c(appended.pop().unwrap());
    give_to_c(kept.pairs.pop().unwrap().0);
    give_to_c(kept.ring.pop_front().unwrap());
    give_to_c(kept.ring.pop_back().unwrap());
    give_to_c(kept.ring.drain(1..3).nth(1).unwrap());
    give_to_c(kept.by_hash.remove(&3).unwrap());
    give_to_c(kept.by_hash.drain().nth(2).unwrap().1);
    give_to_c(kept.by_order.remove(&2).unwrap());
    give_to_c(kept.by_order.pop_last().unwrap().1);
    for channel in &kept.channels {
        give_to_c(channel.recv().unwrap());
    }
}
