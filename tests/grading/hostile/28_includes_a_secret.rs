// Has the compiler read a secret file and its own environment into the program, which prints them.
// verdict: compile_error wrong_answer
// output: nothing
fn main() {
    let secret = include_str!("SECRET_FILE");
    let variables = [option_env!("GRADER_TEST_SECRET"), option_env!("AWS_SECRET_ACCESS_KEY")];
    println!("{secret} {variables:?}");
}
