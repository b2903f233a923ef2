// corpus: leak class=cycle findings=1 times=1 field=value.stack[0] taken=11
use std::cell::RefCell;
use std::rc::Rc;

struct Vm {
    stack: RefCell<Vec<Rc<Vm>>>,
}

fn main() {
    let vm = Rc::new(Vm { stack: RefCell::new(Vec::with_capacity(8)) });
    vm.stack.borrow_mut().push(vm.clone());
    for _ in 0..3 {
        vm.stack.borrow_mut().push(vm.clone());
    }
    while vm.stack.borrow().len() > 1 {
        vm.stack.borrow_mut().pop();
    }
}
