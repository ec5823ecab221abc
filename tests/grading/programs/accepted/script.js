// CommonJS, as the books have it; "use strict" is optional, and so is everything here.
const fs = require('fs');
const { promisify } = require('util');

const later = promisify(setTimeout);

async function main() {
  const [a, b] = fs.readFileSync(0, 'utf8').trim().split(' ').map(Number);
  await later(5);
  return a + b;
}

main().then((sum) => console.log(sum));
