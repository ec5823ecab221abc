// Looks through /proc for the runs beside it, for their input, output and memory: it may not look.
// verdict: wrong_answer
// output: refused
// runs: 4
const fs = require('node:fs');

const found = new Set();
const near = Array.from({ length: 40 }, (_, place) => process.pid - 20 + place);
for (const pid of near.filter((number) => number > 0 && number !== process.pid)) {
  if (fs.existsSync(`/proc/self/task/${pid}`)) continue; // a thread of its own
  for (const name of ['fd/0', 'fd/1', 'fd/2', 'mem', 'environ', 'maps', 'cwd']) {
    const path = `/proc/${pid}/${name}`;
    for (const action of [fs.readFileSync, fs.readlinkSync, (at) => fs.writeFileSync(at, 'x')]) {
      try {
        action(path);
        found.add(name);
      } catch (error) {}
    }
  }
}
console.log(found.size ? [...found].join(', ') : 'refused');
