// corpus: leak class=cycle members=2 objects=2 edges=value.state.Ready.conn@37,value.owner@23
// fixed: clean
// A handle that goes by Result and a match into a variant of a state.
use std::cell::RefCell;
use std::rc::Rc;

struct Conn {
    owner: Rc<Client>,
    port: u16,
}
enum State {
    Empty,
    Ready { conn: Rc<Conn>, since: u64, host: String },
    Failed(String),
}
struct Client {
    state: RefCell<State>,
}
fn open(owner: &Rc<Client>, port: u16) -> Result<Rc<Conn>, String> {
    if port == 0 {
        return Err("no port".to_string());
    }
    Ok(Rc::new(Conn { owner: Rc::clone(owner), port }))
}
fn connect(client: &Rc<Client>, host: &str, port: u16) -> Result<State, String> {
    let conn = open(client, port)?;
    let probe = conn.clone();
    if probe.port == 1 {
        return Ok(State::Failed(format!("{host} refused")));
    }
    Ok(State::Ready { conn, since: 7, host: host.to_string() })
}
fn main() {
    let client = Rc::new(Client { state: RefCell::new(State::Empty) });
    for port in [0, 1, 80] {
        match connect(&client, "example", port) {
            Ok(state) => { client.state.replace(state); }
            Err(text) => println!("{text}"),
        }
    }
    let state = client.state.borrow();
    match &*state {
        State::Ready { conn, since, host } => println!("{} {} {} {}", conn.port, since, host, Rc::strong_count(&conn.owner)),
        State::Failed(text) => println!("{text}"),
        State::Empty => println!("empty"),
    }
    drop(state);
    #[cfg(fixed)]
    client.state.replace(State::Empty);
}
