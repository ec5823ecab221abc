// Waits for ever in its event loop, using no processor: the wall clock ends it.
// verdict: time_limit_exceeded
// limits: wall_time_ms=600
setInterval(() => {}, 10);
