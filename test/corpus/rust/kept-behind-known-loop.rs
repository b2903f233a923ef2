// corpus: leak class=lost members=1 bytes=16
// fixed: clean
// flags: -Cpanic=abort
// A loop that ends when its argument says so, which an optimiser can tell it never does; another thread ends the
// program. What is used behind the loop is in scope.
use std::time::Duration;

fn lose() {
    let given = Box::into_raw(Box::new([1u64, 2]));
    if cfg!(fixed) {
        drop(unsafe { Box::from_raw(given) });
    }
}

fn serve(once: bool) -> usize {
    let own = Box::new([3usize; 10]);
    let mut rounds = 0;
    loop {
        std::thread::sleep(Duration::from_millis(1));
        rounds += 1;
        if once {
            break;
        }
    }
    own[rounds % 10]
}

fn main() {
    lose();
    let names = vec![String::from("name"); 3];
    std::thread::spawn(|| {
        std::thread::sleep(Duration::from_millis(20));
        std::process::exit(0);
    });
    println!("{}", serve(false) + names.len());
}
