// corpus: leak class=cycle members=2 proof=proved edges=value.primary@41,value.backup@42,value.owner@44
// A builder whose handles go through several structs.
use std::cell::OnceCell;
use std::rc::Rc;
struct Server {
    owner: OnceCell<Rc<Config>>,
    port: u16,
}
struct Config {
    primary: Option<Rc<Server>>,
    backup: Option<Rc<Server>>,
    name: &'static str,
}
#[derive(Default)]
struct ConfigBuilder {
    primary: Option<Rc<Server>>,
    backup: Option<Rc<Server>>,
    name: &'static str,
}
impl ConfigBuilder {
    fn primary(mut self, s: Rc<Server>) -> Self {
        self.primary = Some(s);
        self
    }
    fn backup(mut self, s: Rc<Server>) -> Self {
        self.backup = Some(s);
        self
    }
    fn name(mut self, n: &'static str) -> Self {
        self.name = n;
        self
    }
    fn build(self) -> Rc<Config> {
        Rc::new(Config { primary: self.primary, backup: self.backup, name: self.name })
    }
}
fn main() {
    let s = Rc::new(Server { owner: OnceCell::new(), port: 80 });
    let c = ConfigBuilder::default()
        .name("x")
        .primary(s.clone())
        .backup(s.clone())
        .build();
    s.owner.set(c.clone()).ok();
    println!("{} {}", c.name, s.port);
}
