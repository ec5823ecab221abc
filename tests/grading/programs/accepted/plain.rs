use std::io::{self, BufRead, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut sum = 0i64;
    for line in io::stdin().lock().lines() {
        for word in line?.split_whitespace() {
            sum += word.parse::<i64>()?;
        }
    }
    writeln!(io::stdout(), "{sum}")?;
    Ok(())
}
