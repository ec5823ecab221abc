// What other compilers warn of is an error here.
package main

import "fmt"

func main() {
	unused := 7
	fmt.Println(7)
}
