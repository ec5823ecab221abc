"""Function-style questions: the candidate writes a function, we call it and compare its result.

A test case's input is a JSON array of arguments. The harness reads it from standard
input, calls the function, writes the result as JSON to descriptor 3 and ends. Standard
output and error stay the candidate's. Nothing on descriptor 3 means that the function
never returned, whatever the exit status says.

| Type        | Python       | JavaScript | Java           | C++ (std::)       | Go           |
|-------------|--------------|------------|----------------|-------------------|--------------|
| int         | int          | number     | long           | long long         | int64        |
| float       | float        | number     | double         | double            | float64      |
| bool        | bool         | boolean    | boolean        | bool              | bool         |
| string      | str          | string     | String         | string, in UTF-8  | string       |
| any         | Any          | any        |                |                   |              |
| list<T>     | list[T]      | T[]        | List<T>        | vector<T>         | []T          |
| map<T>      | dict[str, T] | object     | Map<String, T> | map<string, T>    | map[string]T |
| optional<T> | T or None    | T or null  | T or null      | optional<T>       | *T           |

An int has 64 bits and is exact, except in JavaScript, whose numbers are doubles: a test
case with an argument beyond 2**53 is refused where JavaScript is offered. A result may
exceed it as a BigInt. A float is finite; its text reads back as the same number.

What is no JSON is a sentence on standard error and exit status 1: nan, an infinity, a
set, a string that is not UTF-8. A result of a wrong but lawful kind, such as null for
a list, is written as it is and compared: that is for the checker to judge.

This module imports nothing: the zygote imports it on its way to `call`.
"""
