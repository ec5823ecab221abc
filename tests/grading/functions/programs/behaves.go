package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"slices"
)

func f(how string, numbers []float64) []float64 {
	fmt.Println("[]")
	fmt.Fprintln(os.Stderr, "{")
	switch how {
	case "leave":
		os.Exit(0)
	case "fail":
		panic("no luck")
	case "nan":
		return []float64{0, math.NaN()}
	case "read":
		text, _ := io.ReadAll(os.Stdin)
		return []float64{float64(len(text))}
	}
	slices.Reverse(numbers)
	return numbers
}
