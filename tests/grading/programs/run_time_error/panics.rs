fn main() {
    let numbers: Vec<i32> = Vec::new();
    println!("{}", numbers[std::hint::black_box(3)]);
}
