// Asks for the variables that its compiler was started with: none of the starter's is there.
// verdict: wrong_answer
// output: nothing
fn main() {
    let compiled = [option_env!("GRADER_TEST_SECRET"), option_env!("PATH"), option_env!("HOME")];
    let running: Vec<_> = std::env::vars().filter(|(name, _)| name.contains("SECRET")).collect();
    let found = compiled.iter().any(|value| value.is_some_and(|text| text.contains("/root")));
    if compiled[0].is_none() && running.is_empty() && !found {
        println!("nothing");
    } else {
        println!("{compiled:?} {running:?}");
    }
}
