// corpus: leak class=lost members=1 bytes=16
// fixed: clean
// flags: -Cpanic=abort
// A function that ends the program or comes back, by an argument that the optimiser knows. Nothing unwinds, so that
// only code behind the call uses what its callers own.

fn run(command: i32) -> i32 {
    if command > 5 {
        println!("ends");
        std::process::exit(0);
    }
    command
}

fn lose() {
    let given = Box::into_raw(Box::new([1u64, 2]));
    if cfg!(fixed) {
        drop(unsafe { Box::from_raw(given) });
    }
}

fn work() -> usize {
    let parts = Box::new([3usize; 10]);
    let names = vec![String::from("name"); 3];
    lose();
    let got = run(40);
    parts[got as usize] + names.len()
}

fn main() {
    let values = vec![1, 2, 3];
    println!("{}", work() + values.len());
}
