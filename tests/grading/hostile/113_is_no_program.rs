// Is a library, so that what comes out of the compiler cannot be started: an ordinary mistake of a
// candidate, and no judge_error.
// verdict: run_time_error compile_error
#![crate_type = "lib"]

pub fn solve() {}
