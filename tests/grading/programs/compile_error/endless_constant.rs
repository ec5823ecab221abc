// Computed by the compiler, which stops at some point.
const fn forever() -> u64 {
    let mut n = 0;
    loop {
        n += 1;
        if n == u64::MAX {
            return n;
        }
    }
}
const N: u64 = forever();

fn main() {
    println!("{N}");
}
