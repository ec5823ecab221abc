// Connects and listens, by names, addresses and paths: no socket is to be had.
// also: 41 62 63
// verdict: wrong_answer
// output: refused
const dgram = require('node:dgram');
const dns = require('node:dns');
const http = require('node:http');
const net = require('node:net');

const allowed = [];
let waiting = 0;
const attempt = (what, start) => {
  waiting += 1;
  let open = true;
  const done = (result) => {
    if (!open) return;
    open = false;
    if (result) allowed.push(what);
    waiting -= 1;
    if (waiting === 0) {
      console.log(allowed.length ? allowed.join(', ') : 'refused');
      process.exit();
    }
  };
  try {
    start(done);
  } catch (error) {
    setImmediate(done, false);
  }
};
const socket = (options) => (done) =>
  net.connect(options).on('connect', () => done(true)).on('error', () => done(false));
const server = (options) => (done) =>
  net.createServer().listen(options, () => done(true)).on('error', () => done(false));
attempt('loopback', socket({ port: 9001, host: '127.0.0.1' }));
attempt('loopback 6', socket({ port: 9001, host: '::1' }));
attempt('metadata', socket({ port: 80, host: '169.254.169.254' }));
attempt('a name', socket({ port: 80, host: 'localhost' }));
attempt('a path', socket({ path: '/tmp/grader-mail' }));
attempt('an abstract path', socket({ path: '\0grader-mail' }));
attempt('listen', server({ port: 0, host: '127.0.0.1' }));
attempt('listen at a path', server({ path: 'grader-mail' }));
attempt('listen abstractly', server({ path: '\0grader-mail' }));
attempt('datagrams', (done) =>
  dgram.createSocket('udp4').on('error', () => done(false)).bind(0, () => done(true)));
attempt('names', (done) => dns.lookup('example.org', (error) => done(!error)));
attempt('runtime', (done) =>
  http.get('http://127.0.0.1:9001/2018-06-01/runtime/invocation/next', () => done(true))
    .on('error', () => done(false)));
