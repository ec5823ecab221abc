fn main() {
    println!("{}", "x".repeat(10_000_000));
}
