// Reads files and lists folders all over the machine: of what is not its own or its run-time
// system's, nothing is there or may be read. What /proc says of the kernel is no secret.
// also: 48 49 83
// verdict: wrong_answer
// output: refused
const fs = require('node:fs');

const [pids, secret] = fs.readFileSync(0, 'utf8').split('\n');
const allowed = [];
const files = [secret, '/etc/passwd', '/etc/shadow', '/etc/hostname', '/etc/resolv.conf'];
files.push('/proc/1/environ', '/proc/1/mem', '/proc/1/maps', '/proc/1/fd/3', '/proc/sysrq-trigger');
files.push('/dev/mem', '/dev/kmsg', '/dev/tty', '/dev/fuse', '/sys/kernel/notes', '/proc/kcore');
for (const pid of [...pids.split(' '), process.ppid]) {
  for (const name of ['environ', 'mem', 'maps', 'fd/0', 'fd/1', 'fd/3', 'root/etc/passwd']) {
    files.push(`/proc/${pid}/${name}`);
  }
}
for (const file of files) {
  try {
    allowed.push(`${file}: ${fs.readFileSync(file).subarray(0, 20)}`);
  } catch (error) {}
}
const folders = ['/', '/etc', '/root', '/home', '/tmp', '/var', '/var/task', '/proc/1/fd'];
folders.push('..', '../..', '/dev', '/sys', '/run', '/mnt', require('node:path').dirname(secret));
for (const folder of folders) {
  try {
    allowed.push(`${folder}: ${fs.readdirSync(folder)}`);
  } catch (error) {}
}
console.log(allowed.length ? allowed.join('\n') : 'refused');
