// corpus: leak class=cycle findings=1 members=1 objects=1 times=1 field=value._reply[…]
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex};

struct Message {
    _reply: Mutex<Sender<Arc<Message>>>,
}

fn main() {
    let (sender, receiver) = mpsc::channel();
    let message = Arc::new(Message { _reply: Mutex::new(sender.clone()) });
    sender.send(message).unwrap();
    std::mem::forget(receiver);
}
