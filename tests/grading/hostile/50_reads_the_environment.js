// Prints its environment, its arguments and all that its run-time system tells about the machine:
// there is nothing of the starter's.
// verdict: wrong_answer
// limits: output_bytes=1_000_000
console.log(process.env, process.argv, process.execArgv, process.report.getReport());
