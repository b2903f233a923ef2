// A container of the name of a published one, with private fields.
pub struct Slab<T> {
    entries: Vec<Entry<T>>,
    used: usize,
}

enum Entry<T> {
    Vacant(usize),
    Occupied(T),
}

impl<T> Slab<T> {
    pub fn new() -> Self {
        Slab { entries: Vec::new(), used: 0 }
    }

    pub fn insert(&mut self, value: T) -> usize {
        self.entries.push(Entry::Vacant(self.used));
        self.used += 1;
        let key = self.entries.len() - 1;
        self.entries[key] = Entry::Occupied(value);
        key
    }

    pub fn boxed(value: T) -> Box<T> {
        Box::new(value)
    }

    pub fn remove(&mut self, key: usize) -> Option<T> {
        match std::mem::replace(&mut self.entries[key], Entry::Vacant(key)) {
            Entry::Occupied(value) => Some(value),
            Entry::Vacant(_) => None,
        }
    }
}
