// Goroutines, channels, generics and a panic that is recovered; none needs a thread of its own.
package main

import (
	"bufio"
	"cmp"
	"container/heap"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

type numbers []int

func (n numbers) Len() int           { return len(n) }
func (n numbers) Less(i, j int) bool { return n[i] < n[j] }
func (n numbers) Swap(i, j int)      { n[i], n[j] = n[j], n[i] }
func (n *numbers) Push(x any)        { *n = append(*n, x.(int)) }
func (n *numbers) Pop() any {
	last := (*n)[len(*n)-1]
	*n = (*n)[:len(*n)-1]
	return last
}

func most[T cmp.Ordered](values ...T) T { return slices.Max(values) }

func recovered() (err error) {
	defer func() { err = fmt.Errorf("recovered: %v", recover()) }()
	panic(errors.New("meant"))
}

func main() {
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	var a, b int
	fmt.Fscan(in, &a, &b)

	results := make(chan int)
	var group sync.WaitGroup
	for i := range 1000 {
		group.Add(1)
		go func() {
			defer group.Done()
			time.Sleep(time.Millisecond)
			if i == 0 {
				results <- a + b
			}
		}()
	}
	sum := <-results
	group.Wait()

	waiting := &numbers{sum, sum + 1}
	heap.Init(waiting)
	sum = heap.Pop(waiting).(int)
	text, _ := json.Marshal(map[string]int{"sum": sum})
	if regexp.MustCompile(`^\{"sum":\d+\}$`).Match(text) && most("a", "b") == "b" && recovered() != nil {
		names := slices.Sorted(maps.Keys(map[string]bool{"x": true, "y": true}))
		if strings.Join(names, "") == "xy" {
			fmt.Fprintln(out, new(big.Int).SetInt64(int64(sum)))
		}
	}
}
