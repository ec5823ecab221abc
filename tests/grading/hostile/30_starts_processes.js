// Starts processes in every way, and sends signals to those it knows or can guess: refused.
// also: 65
// verdict: wrong_answer
// output: refused
const child = require('node:child_process');
const fs = require('node:fs');

const grader = fs.readFileSync(0, 'utf8').split('\n')[0].split(' ').map(Number);
const allowed = [];
for (const command of ['/bin/true', '/bin/sh', process.execPath, 'true']) {
  if (!child.spawnSync(command, ['-c', 'true']).error) allowed.push(command);
}
try {
  child.execSync('true');
  allowed.push('exec');
} catch (error) {}
for (const pid of [...grader, process.ppid, 1, process.pid - 1, process.pid + 1]) {
  for (const signal of ['SIGSTOP', 'SIGKILL', 0]) {
    try {
      process.kill(pid, signal);
      allowed.push(`signal ${signal} to ${pid}`);
    } catch (error) {}
  }
}
for (const change of ['setuid', 'setgid', 'seteuid', 'setegid']) {
  try {
    process[change](0);
    allowed.push(change);
  } catch (error) {}
}
try {
  require('node:os').setPriority(process.ppid, 19);
  allowed.push('priority');
} catch (error) {}
console.log(allowed.length ? allowed.join(', ') : 'refused');
