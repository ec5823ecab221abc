// Keeps a thread for itself in each of many goroutines: it runs out of threads, its own fault.
// verdict: run_time_error time_limit_exceeded memory_limit_exceeded
// limits: cpu_time_ms=600 wall_time_ms=2000
package main

import "runtime"

func main() {
	for {
		go func() {
			runtime.LockOSThread()
			select {}
		}()
		runtime.Gosched()
	}
}
