// Go notices that nobody will ever go on.
package main

func main() {
	<-make(chan int)
}
