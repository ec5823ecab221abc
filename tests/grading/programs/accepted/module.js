// An ES module with await at its top; nothing but its words says that it is one.
import { readFile } from 'node:fs/promises';
import { setTimeout as later } from 'node:timers/promises';

const text = await readFile('/dev/stdin', 'utf8').catch(() => readStdin());
const [a, b] = text.split(/\s+/).map(Number);
await later(5);
console.log(a + b);

async function readStdin() {
  let text = '';
  for await (const piece of process.stdin) text += piece;
  return text;
}
