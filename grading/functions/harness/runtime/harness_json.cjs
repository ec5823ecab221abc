// Calls a candidate's JavaScript function: reads its arguments and writes its result, as JSON.
//
// What is needed of Node is taken before any of the candidate's code runs.
"use strict";

const { readFileSync, writeSync } = require("node:fs");
const { createRequire } = require("node:module");
const { dirname, resolve } = require("node:path");
const { pathToFileURL } = require("node:url");
const { compileFunction, constants } = require("node:vm");

const { parse, stringify } = JSON;
const { isArray } = Array;
const { isFinite, MAX_SAFE_INTEGER } = Number;
const { getPrototypeOf, is, keys } = Object;
const exit = process.exit.bind(process);
const complain = console.error.bind(console);

const RESULT_DESCRIPTOR = 3;
const DEEPEST = 1000; // arrays and objects within each other; a guess, far above any use
const PART_LENGTH = 65536;
const TypedArray = getPrototypeOf(Int8Array);
const PlainPrototype = getPrototypeOf({});

class NotJson extends Error {}

// Call a function with the arguments on standard input; a promise is waited for.
// An end before that, with whatever status, leaves nothing on the result's descriptor.
async function run(name, file) {
  const values = parse(readFileSync(0, "utf8"));
  const script = compileScript(name, file);
  const found = script ? fromScript(name, file, script) : await fromModule(name, file);
  if (typeof found !== "function") {
    fail(`There is no function ${name}.`);
  }
  const result = await found(...values);
  writeResult(result);
  exit(0);
}

// Compile a CommonJS script that returns what it calls by a name; null if it is no script.
// What is wrong with a file that is no module either has been told when it was checked.
function compileScript(name, file) {
  const source = readFileSync(file, "utf8").replace(/^\uFEFF?(#!.*)?/, "");
  const ours = `\n;return typeof ${name} === "undefined" ? undefined : ${name};`;
  const parameters = ["exports", "require", "module", "__filename", "__dirname"];
  const importModuleDynamically = constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  try {
    return compileFunction(source + ours, parameters, { filename: file, importModuleDynamically });
  } catch (error) {
    if (error instanceof SyntaxError) {
      return null;
    }
    throw error;
  }
}

// Find the function that a script exports, alone or by its name, or that stands in it.
function fromScript(name, file, script) {
  const path = resolve(file);
  const module = { exports: {} };
  const { exports } = module;
  const inScope = script.call(exports, exports, createRequire(path), module, path, dirname(path));
  return typeof module.exports === "function" ? module.exports : module.exports?.[name] ?? inScope;
}

// Find the function that an ECMAScript module exports by its name, or as the default.
async function fromModule(name, file) {
  const exported = await import(pathToFileURL(resolve(file)));
  return exported[name] ?? exported.default;
}

function writeResult(result) {
  const output = new Output();
  try {
    write(output, result, DEEPEST);
  } catch (error) {
    if (error instanceof NotJson) {
      fail(`The result is no JSON: it ${error.message}.`);
    }
    throw error;
  }
  let bytes = output.bytes();
  while (bytes.length > 0) {
    bytes = bytes.subarray(writeSync(RESULT_DESCRIPTOR, bytes));
  }
}

// Text that grows. As one string of a million pieces it would take 200 MB.
class Output {
  parts = [];
  text = "";

  add(piece) {
    this.text += piece;
    if (this.text.length > PART_LENGTH) {
      this.cut();
    }
  }

  cut() {
    this.parts.push(Buffer.from(this.text));
    this.text = "";
  }

  bytes() {
    this.cut();
    return Buffer.concat(this.parts);
  }
}

// JSON.stringify would leave out what it cannot say, and write null for nan.
function write(output, value, deepest) {
  switch (typeof value) {
    case "string":
      return output.add(stringify(value));
    case "boolean":
    case "bigint":
      return output.add(`${value}`);
    case "number":
      if (!isFinite(value)) {
        throw new NotJson("holds nan or an infinity");
      }
      return output.add(numeral(value));
    case "undefined":
      return output.add("null");
    case "object":
      return value === null ? output.add("null") : writeObject(output, value, deepest);
    default:
      throw new NotJson(`holds a ${typeof value}`);
  }
}

// Beyond 2**53 `${value}` fills up with zeros, which would be read as another integer.
function numeral(value) {
  if (value > MAX_SAFE_INTEGER || value < -MAX_SAFE_INTEGER) {
    return value.toExponential();
  }
  return is(value, -0) ? "-0" : `${value}`;
}

function writeObject(output, object, deepest) {
  if (deepest === 0) {
    throw new NotJson("is nested too deep, or holds itself");
  }
  if (isArray(object) || object instanceof TypedArray) {
    output.add("[");
    for (let index = 0; index < object.length; index++) {
      if (index > 0) {
        output.add(",");
      }
      write(output, object[index], deepest - 1);
    }
    return output.add("]");
  }
  if (object instanceof Map) {
    return writeEntries(output, [...object.keys()], (key) => object.get(key), deepest);
  }
  const prototype = getPrototypeOf(object);
  if (prototype === PlainPrototype || prototype === null) {
    return writeEntries(output, keys(object), (key) => object[key], deepest);
  }
  throw new NotJson(`holds an object of class ${object.constructor?.name}`);
}

function writeEntries(output, names, valueOf, deepest) {
  output.add("{");
  for (let index = 0; index < names.length; index++) {
    output.add(`${index > 0 ? "," : ""}${stringify(`${names[index]}`)}:`);
    write(output, valueOf(names[index]), deepest - 1);
  }
  return output.add("}");
}

function fail(reason) {
  complain(reason);
  exit(1);
}

module.exports = { run };
