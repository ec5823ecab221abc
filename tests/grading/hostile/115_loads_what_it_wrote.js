// Writes a shared library to standard error, which is a file in memory, and has it loaded from
// there: code for the machine out of one text. That code takes 640 MiB of shared memory and lets go
// of it without giving it back, so that neither the limit of data nor the resident size has it.
// (x86-64: mmap with MAP_SHARED and MAP_ANONYMOUS, a byte in each page, madvise with MADV_DONTNEED,
// and a look whether all is there. It says how much it holds, or loaded if it got none.)
// verdict: wrong_answer memory_limit_exceeded
// output: loaded
const fs = require('node:fs');
const zlib = require('node:zlib');

const LIBRARY = [
  'eNqrd/VxY2JkZIABZgY7BgSPgcEBSkcIIItZMLACSW4GLrBaVgbcYAETKs0ANQekjw2If/BB+D/kUGkORlQapo8Jqo',
  '+BHyouj0YzotIcUG7g05IUNgbiAcy7QUB9LCS4E9l6RhLsg5sHCzeoZsdwx/3MIDrMcR/ISMdQx72cIH6I4x6Qu0L3',
  'ygDJYMPbHo1vToDEdykCSc/mE/9dDU8a/vfpfOHT+c2n8xc/q0fncY/WAxWmHp0udzoMvx1jMWf0aDwG8qhH4z+Q0a',
  'VvXA0vuRoeAGr0AGl7BNTz/7BH82+N0pWGBwwvWR6uE/bo9jnS4fH/AP++TpBOxlOvX8I17QA5ufmXRimfR6+pFpC9',
  'ixdIvOaB8diBBNARQFMbj4CcGh3rGOMY6xjnGH/YzMRAwTfTSSEjNSeFiyEnPzElFUiPglEwCkbBKBgFo2AUjIJRMA',
  'pGATUArH8lidb/kmZA7YexwPq/UPWwvm4DlA/rU2ZA+Vxo3VBuKC0BpdmhdAda/xQmz4nG//n/fz4DiX1JkoBecUZx',
  'SVFJYhKDXkZicQaDXkplXnFlLoQuKWLQK0rNSQRxGPRKUitKgPz8lMSSRAa91Iz4tKLE3FQGvcy8zJL4xKKixEqwrs',
  'TczGSKncUNDWsmtPCH0bD+OROO+BKEmsGEFj8wWgI+3gEJW/R4kITKMaHFdwNaP5+BATtfEeoWJrT47kCzH939MHFt',
  'pDES5PQKo58RsN8QKmYE5bcxodJiOPTDaEsomwnXOA4a4EDjOwMxHzQMUcZN+LCr50Cj/aF+h+mHj+/wozqUGU2fAJ',
  'I0M56BnQgC4QcAeIuadA==',
];
fs.writeSync(2, zlib.inflateSync(Buffer.from(LIBRARY.join(''), 'base64')));
try {
  process.dlopen({ exports: {} }, '/proc/self/fd/2');
} catch (error) {
  if (!/self-register/.test(error.message)) console.log('refused');
}
