// They compute side by side, and their time is added up.
package main

func main() {
	for range 8 {
		go func() {
			for {
			}
		}()
	}
	select {}
}
