use proc_macro::TokenStream;

// A macro that leaks where it runs, in the compiler.
#[proc_macro]
pub fn answer(_: TokenStream) -> TokenStream {
    std::mem::forget(vec![42]);
    "42".parse().unwrap()
}
