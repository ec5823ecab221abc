// Takes memory that its run-time system does not count, and touches it: its own limit.
// verdict: memory_limit_exceeded run_time_error
// limits: cpu_time_ms=5000 wall_time_ms=20000
const kept = [];
for (;;) kept.push(Buffer.alloc(1 << 20, 1), new SharedArrayBuffer(1 << 20));
