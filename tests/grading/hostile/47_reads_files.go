// Reads files, starts processes, opens sockets, asks for others' memory by raw calls: each is
// refused or not there.
// also: 30 51 64
// verdict: wrong_answer
// output: refused
package main

import (
	"bufio"
	"fmt"
	"os"
	"syscall"
	"unsafe"
)

var allowed []string

func attempt(what string, err error) {
	if err == nil {
		allowed = append(allowed, what)
	}
}

func call(what string, number uintptr, arguments ...uintptr) {
	var a [6]uintptr
	copy(a[:], arguments)
	result, _, errno := syscall.RawSyscall6(number, a[0], a[1], a[2], a[3], a[4], a[5])
	if errno == 0 {
		if result == 0 && what == "fork" {
			syscall.RawSyscall(syscall.SYS_EXIT_GROUP, 0, 0, 0)
		}
		allowed = append(allowed, what)
	}
}

func main() {
	input := bufio.NewScanner(os.Stdin)
	input.Scan()
	input.Scan()
	secret := input.Text()
	for _, path := range []string{secret, "/etc/passwd", "/proc/1/environ", "/proc/1/mem", "/dev/mem"} {
		_, err := os.ReadFile(path)
		attempt("read "+path, err)
		attempt("write "+path, os.WriteFile(path, []byte("x"), 0o666))
	}
	for _, path := range []string{"/", "/tmp", "/root", "/home", "/proc/1/fd", ".."} {
		_, err := os.ReadDir(path)
		attempt("list "+path, err)
	}
	attempt("mail", os.WriteFile("grader-mail", []byte("x"), 0o666))
	attempt("itself", os.WriteFile(os.Args[0], []byte("x"), 0o777))
	_, err := os.StartProcess("/bin/true", []string{"true"}, &os.ProcAttr{})
	attempt("process", err)
	for _, family := range []int{syscall.AF_INET, syscall.AF_INET6, syscall.AF_UNIX, syscall.AF_NETLINK} {
		_, err := syscall.Socket(family, syscall.SOCK_DGRAM, 0)
		attempt("socket", err)
	}
	attempt("kill", syscall.Kill(syscall.Getppid(), syscall.SIGKILL))
	attempt("chroot", syscall.Chroot("."))
	attempt("unshare", syscall.Unshare(syscall.CLONE_NEWUSER))
	var mine [8]byte
	vector := [2]uintptr{uintptr(unsafe.Pointer(&mine)), 8}
	there := uintptr(unsafe.Pointer(&vector))
	parent := uintptr(syscall.Getppid())
	call("ptrace", syscall.SYS_PTRACE, 16, parent, 0, 0)
	call("memory", 310, parent, there, 1, there, 1, 0)
	call("fork", syscall.SYS_CLONE, 17, 0, 0, 0, 0)
	call("io_uring", 425, 8, there)
	call("bpf", 321, 0, there, 16)
	call("userfaultfd", 323, 0)
	if len(allowed) == 0 {
		fmt.Println("refused")
	} else {
		fmt.Println(allowed)
	}
}
