const [a] = require('fs').readFileSync(0, 'utf8').split(' ');
console.log(a.missing.more);
