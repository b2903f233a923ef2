// corpus: leak class=cycle findings=1 members=1 objects=1 times=1 bytes=32 field=value.me taken=10
use std::sync::{Arc, OnceLock};

struct Service {
    me: OnceLock<Arc<Service>>,
}

fn main() {
    let service = Arc::new(Service { me: OnceLock::new() });
    service.me.get_or_init(|| service.clone());
}
