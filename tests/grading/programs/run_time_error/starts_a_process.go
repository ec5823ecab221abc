package main

import "syscall"

func main() {
	_, _, err := syscall.RawSyscall(syscall.SYS_FORK, 0, 0, 0)
	panic(err)
}
