// corpus: leak class=lost members=1 bytes=16
// fixed: clean
// Drop ends the program: what the functions have that drop the value is alive, though nobody comes back to use it.
struct Session {
    names: Vec<String>,
}

impl Drop for Session {
    fn drop(&mut self) {
        std::process::exit(self.names.len() as i32 - 1);
    }
}

fn lose() {
    let given = Box::into_raw(Box::new([1u64, 2]));
    if cfg!(fixed) {
        drop(unsafe { Box::from_raw(given) });
    }
}

fn work() -> usize {
    let part = Box::new(3usize);
    let session = Session { names: vec!["name".repeat(10)] };
    lose();
    drop(session);
    *part
}

fn main() {
    let values = vec![1, 2, 3];
    println!("{}", work() + values.len());
}
