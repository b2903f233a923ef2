extern crate proc_macro;

#[proc_macro]
pub fn one(_: proc_macro::TokenStream) -> proc_macro::TokenStream {
    "1".parse().unwrap()
}
