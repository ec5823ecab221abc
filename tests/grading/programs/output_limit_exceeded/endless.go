package main

import (
	"fmt"
	"os"
)

func main() {
	for {
		if _, err := fmt.Println("still here"); err != nil {
			os.Exit(0)
		}
	}
}
