// Leaves files, folders and links for the next run, in every place, and puts another program in
// its own place; the second run looks. There is nothing.
// also: 37
// verdict: accepted
// runs: 2
// expected: "nothing there"
const fs = require('node:fs');

const found = [];
const attempt = (what, action) => {
  try {
    action();
    found.push(what);
  } catch (error) {}
};
for (const place of ['.', '..', '/tmp', '/var/tmp', '/dev/shm', '/run', '/proc/self/fd', '/']) {
  const at = `${place}/grader-mail`;
  attempt(`read ${at}`, () => fs.readFileSync(at));
  attempt(`found ${at}`, () => fs.lstatSync(at));
  attempt(`wrote ${at}`, () => fs.writeFileSync(at, 'mail'));
  attempt(`made ${at}`, () => fs.mkdirSync(at));
  attempt(`linked ${at}`, () => fs.symlinkSync('mail', at));
}
const own = process.argv[1];
attempt('changed itself', () => fs.writeFileSync(own, 'console.log(1)'));
attempt('appended to itself', () => fs.appendFileSync(own, '//'));
attempt('emptied itself', () => fs.truncateSync(own));
attempt('moved itself', () => fs.renameSync(own, `${own}-moved`));
attempt('removed itself', () => fs.unlinkSync(own));
attempt('changed its mode', () => fs.chmodSync(own, 0o777));
attempt('changed its times', () => fs.utimesSync(own, 0, 0));
console.log(found.length ? found.join(', ') : 'nothing there');
