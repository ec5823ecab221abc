// Reads a function's arguments and writes its result, as JSON.
//
// A writer is put together from those of its parts, so that a nil slice or map is written as an
// empty one: to Go they are the same, and encoding/json would write null. Needs Go 1.18.

package main

import (
	harnessJSON "encoding/json"
	harnessIO "io"
	harnessMath "math"
	harnessOS "os"
	harnessConv "strconv"
	harnessUTF8 "unicode/utf8"
)

func harnessFail(reason string) {
	harnessOS.Stderr.WriteString(reason + "\n")
	harnessOS.Exit(1)
}

// harnessRead reads the arguments into what the pointers point at.
func harnessRead(arguments ...any) {
	text, err := harnessIO.ReadAll(harnessOS.Stdin)
	if err == nil {
		var values []harnessJSON.RawMessage
		err = harnessJSON.Unmarshal(text, &values)
		for index, value := range values {
			if err == nil {
				err = harnessJSON.Unmarshal(value, arguments[index])
			}
		}
	}
	if err != nil {
		harnessFail("The arguments are not as the signature says: " + err.Error())
	}
}

// harnessWrite writes the whole result at once, after the call: an early end leaves nothing.
func harnessWrite[T any](write func([]byte, T) []byte, result T) {
	_, err := harnessOS.NewFile(3, "result").Write(write(nil, result))
	if err != nil {
		harnessFail("The result cannot be written: " + err.Error())
	}
}

func harnessInt(text []byte, value int64) []byte {
	return harnessConv.AppendInt(text, value, 10)
}

func harnessFloat(text []byte, value float64) []byte {
	if harnessMath.IsNaN(value) || harnessMath.IsInf(value, 0) {
		harnessFail("The result is no JSON: it holds nan or an infinity.")
	}
	return harnessConv.AppendFloat(text, value, 'g', -1, 64)
}

func harnessBool(text []byte, value bool) []byte {
	return harnessConv.AppendBool(text, value)
}

func harnessString(text []byte, value string) []byte {
	if !harnessUTF8.ValidString(value) {
		harnessFail("The result is no JSON: it holds a string that is not UTF-8.")
	}
	quoted, _ := harnessJSON.Marshal(value)
	return append(text, quoted...)
}

func harnessOptional[T any](write func([]byte, T) []byte) func([]byte, *T) []byte {
	return func(text []byte, value *T) []byte {
		if value == nil {
			return append(text, "null"...)
		}
		return write(text, *value)
	}
}

func harnessList[T any](write func([]byte, T) []byte) func([]byte, []T) []byte {
	return func(text []byte, items []T) []byte {
		text = append(text, '[')
		for index, item := range items {
			if index > 0 {
				text = append(text, ',')
			}
			text = write(text, item)
		}
		return append(text, ']')
	}
}

func harnessMap[T any](write func([]byte, T) []byte) func([]byte, map[string]T) []byte {
	return func(text []byte, items map[string]T) []byte {
		separator := byte('{')
		for key, value := range items {
			text = append(harnessString(append(text, separator), key), ':')
			text = write(text, value)
			separator = ','
		}
		if len(items) == 0 {
			text = append(text, '{')
		}
		return append(text, '}')
	}
}
