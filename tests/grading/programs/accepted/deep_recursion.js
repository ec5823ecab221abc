// A hundred thousand calls deep, ten times what Node allows by itself.
const depth = (left) => (left === 0 ? 0 : 1 + depth(left - 1));

const [a, b] = require('fs').readFileSync(0, 'utf8').split(' ').map(Number);
if (depth(100000) === 100000) console.log(a + b);
