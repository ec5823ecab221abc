macro_rules! again {
    ($word:tt) => { again!($word) };
}

fn main() {
    again!(x);
}
