// Embeds a secret file, names one as the place of an error, and asks for cgo: there is no such file
// for the compiler, and no cgo.
// verdict: compile_error
package main

import (
	"C"
	_ "embed"
	"fmt"
)

//go:embed SECRET_FILE
var secret string

func main() {
	fmt.Println(secret)
//line SECRET_FILE:1
	undefined()
}
