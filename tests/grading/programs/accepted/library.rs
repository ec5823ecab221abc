// Collections, sorting, a panic that is caught, and a deep recursion.
use std::collections::{BTreeMap, BinaryHeap, HashMap, VecDeque};
use std::io::Read;

fn depth(left: u32) -> u32 {
    if std::hint::black_box(left) == 0 { 0 } else { 1 + depth(left - 1) }
}

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    let numbers: Vec<i64> = text.split_whitespace().map(|word| word.parse().unwrap()).collect();
    let by_index: HashMap<usize, i64> = numbers.iter().copied().enumerate().collect();
    let sorted: BTreeMap<usize, i64> = by_index.into_iter().collect();
    let queue: VecDeque<i64> = sorted.into_values().collect();
    let heap: BinaryHeap<i64> = queue.into_iter().collect();
    assert!(std::panic::catch_unwind(|| panic!("caught")).is_err());
    assert_eq!(depth(500_000), 500_000);
    println!("{}", heap.into_sorted_vec().iter().sum::<i64>());
}
