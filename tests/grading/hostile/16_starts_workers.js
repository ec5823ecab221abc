// Starts workers that start workers: they run out of threads or memory, which is its own fault.
// verdict: run_time_error memory_limit_exceeded time_limit_exceeded wrong_answer
// limits: cpu_time_ms=600 wall_time_ms=2000
const { Worker } = require('node:worker_threads');
const bomb = `
  const { Worker } = require('node:worker_threads');
  for (;;) new Worker(${JSON.stringify('for (;;);')}, { eval: true });
`;
for (let number = 0; number < 50; number++) new Worker(bomb, { eval: true });
