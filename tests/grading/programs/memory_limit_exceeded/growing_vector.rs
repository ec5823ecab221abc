fn main() {
    let mut numbers: Vec<u64> = Vec::new();
    loop {
        numbers.push(std::hint::black_box(1));
    }
}
