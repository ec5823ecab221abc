// Looks into the run beside it, of the same submission: reads its input and opens its memory. Two
// runs could share the work of both, each with a processor and a time limit of its own.
// verdict: wrong_answer
// output: refused
// runs: 4
const fs = require('node:fs');

fs.readFileSync(0);
const allowed = new Set();
const own = fs.fstatSync(1).ino;
const end = Date.now() + 600;
const look = () => {
  for (let pid = 2; pid < 100; pid++) {
    if (pid === process.pid) continue;
    for (const name of ['fd/0', 'fd/1', 'mem', 'environ', 'maps']) {
      try {
        if (fs.statSync(`/proc/${pid}/fd/1`).ino === own) continue; // a thread of our own
        fs.closeSync(fs.openSync(`/proc/${pid}/${name}`));
        allowed.add(name);
      } catch (error) {}
    }
  }
  if (Date.now() < end) setTimeout(look, 10);
  else console.log(allowed.size ? [...allowed].sort().join(', ') : 'refused');
};
look();
