// The ways of reading input that run beside the program: a stream, lines of it.
const readline = require('readline');

const lines = readline.createInterface({ input: process.stdin });
let sum = 0;
lines.on('line', (line) => {
  sum += line.split(' ').map(Number).reduce((a, b) => a + b);
});
lines.on('close', () => process.stdout.write(sum + '\n'));
