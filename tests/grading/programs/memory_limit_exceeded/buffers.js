// Outside the heap that Node counts.
const kept = [];
for (;;) kept.push(Buffer.alloc(1 << 20, 1));
