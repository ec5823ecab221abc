fn main() {
    let mut numbers = vec![3, 4];
    let first = &numbers[0];
    numbers.push(5);
    println!("{first}");
}
