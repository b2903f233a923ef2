// corpus: leak class=cycle edges=value.members[0]@15,value.members[1]@15,value.members[2]@15,value.team@17,value.team@17,value.team@17
// Clones made in a closure and collected.
use std::cell::RefCell;
use std::rc::Rc;
struct Player {
    team: RefCell<Option<Rc<Team>>>,
    id: u32,
}
struct Team {
    members: Vec<Rc<Player>>,
}
fn main() {
    let players: Vec<Rc<Player>> =
        (0..3).map(|id| Rc::new(Player { team: RefCell::new(None), id })).collect();
    let team = Rc::new(Team { members: players.iter().map(|p| p.clone()).collect() });
    for p in &players {
        *p.team.borrow_mut() = Some(team.clone());
    }
    println!("{}", players.iter().map(|p| p.id).sum::<u32>());
}
