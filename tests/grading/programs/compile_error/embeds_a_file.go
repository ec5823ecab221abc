package main

import (
	_ "embed"
	"fmt"
)

//go:embed solution.go
var text string

func main() {
	fmt.Println(text)
}
