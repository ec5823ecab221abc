// What everybody gets wrong once: words are added as words.
const [a, b] = require('fs').readFileSync(0, 'utf8').trim().split(' ');
console.log(a + b);
