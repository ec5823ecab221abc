// Loads code of its own into its run-time system: by a library, by an inspector, by odd bindings.
// verdict: wrong_answer
// output: refused
const fs = require('node:fs');

const allowed = [];
const attempt = (what, action) => {
  try {
    if (action()) allowed.push(what);
  } catch (error) {}
};
for (const library of ['./x.node', '/lib/x86_64-linux-gnu/libc.so.6', process.execPath]) {
  attempt(library, () => process.dlopen({ exports: {} }, library) || true);
}
attempt('inspector', () => {
  const inspector = require('node:inspector');
  inspector.open(0, '127.0.0.1');
  return inspector.url();
});
attempt('debugger', () => process._debugProcess(process.ppid) || true);
attempt('spawn', () => {
  const { Process } = process.binding('process_wrap');
  return new Process().spawn({ file: '/bin/true', args: ['true'], stdio: [] }) === 0;
});
attempt('heap', () => require('node:v8').writeHeapSnapshot('/tmp/grader-heap'));
attempt('report', () => process.report.writeReport('/tmp/grader-report'));
attempt('linked', () => fs.linkSync(process.argv[1], '/tmp/grader-link') || true);
console.log(allowed.length ? allowed.join(', ') : 'refused');
