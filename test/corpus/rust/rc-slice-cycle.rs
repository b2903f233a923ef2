// corpus@O0: leak class=cycle findings=1 members=2 objects=2 times=1 taken=17,17,17,18 
// corpus@O2: leak class=cycle findings=1 members=2 objects=2 times=1 taken=17,17,17,18 
// corpus@O0g0: leak class=cycle findings=1 members=2 objects=2 times=1 taken=17,17,17,18
// corpus@O2g0: leak class=cycle findings=1 members=2 objects=2 times=1 taken=17,17,17,18
use std::cell::RefCell;
use std::rc::Rc;

struct Group {
    members: RefCell<Option<Rc<[Person]>>>,
}
struct Person {
    group: Rc<Group>,
}

fn main() {
    let group = Rc::new(Group { members: RefCell::new(None) });
    let people: Rc<[Person]> = (0..3).map(|_| Person { group: group.clone() }).collect();
    *group.members.borrow_mut() = Some(people.clone());
    assert_eq!(Rc::strong_count(&people[0].group), 4);
}
