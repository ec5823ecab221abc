// Calls a candidate's JavaScript function: reads its arguments and writes its result, as JSON.
//
// What is needed of Node is taken before any of the candidate's code runs.
"use strict";

const { readFileSync, writeSync } = require("node:fs");
const { createRequire } = require("node:module");
const { dirname, resolve } = require("node:path");
const { pathToFileURL } = require("node:url");
const { compileFunction } = require("node:vm");

const { parse, stringify } = JSON;
const { isArray } = Array;
const { isFinite, MAX_SAFE_INTEGER } = Number;
const { entries, getPrototypeOf, is } = Object;
const exit = process.exit.bind(process);
const complain = console.error.bind(console);

const RESULT_DESCRIPTOR = 3;
const TypedArray = getPrototypeOf(Int8Array);
const PlainPrototype = getPrototypeOf({});

class NotJson extends Error {}

// Call a function with the arguments on standard input; a promise is waited for.
// An end before that, with whatever status, leaves nothing on the result's descriptor.
async function run(name, file) {
  const values = parse(readFileSync(0, "utf8"));
  const found = file.endsWith(".mjs") ? await fromModule(name, file) : fromScript(name, file);
  if (typeof found !== "function") {
    fail(`There is no function ${name}.`);
  }
  const result = await found(...values);
  writeResult(result);
  exit(0);
}

// Find the function in an ECMAScript module: exported by its name, or as the default.
async function fromModule(name, file) {
  const exported = await import(pathToFileURL(resolve(file)));
  return exported[name] ?? exported.default;
}

// Find the function in a CommonJS module: exported alone, by its name, or not at all.
function fromScript(name, file) {
  const path = resolve(file);
  const source = readFileSync(path, "utf8").replace(/^\uFEFF?(#!.*)?/, "");
  const parameters = ["exports", "require", "module", "__filename", "__dirname"];
  const options = { filename: file };
  compileFunction(source, parameters, options); // so that its errors are told without our line
  const ours = `\n;return typeof ${name} === "undefined" ? undefined : ${name};`;
  const body = compileFunction(source + ours, parameters, options);
  const module = { exports: {} };
  const { exports } = module;
  const inScope = body.call(exports, exports, createRequire(path), module, path, dirname(path));
  return typeof module.exports === "function" ? module.exports : module.exports?.[name] ?? inScope;
}

function writeResult(result) {
  let text;
  try {
    text = written(result);
  } catch (error) {
    if (error instanceof NotJson) {
      fail(`The result is no JSON: it holds ${error.message}.`);
    }
    if (error instanceof RangeError) {
      fail("The result is no JSON: it is nested too deep, or holds itself.");
    }
    throw error;
  }
  let bytes = Buffer.from(text);
  while (bytes.length > 0) {
    bytes = bytes.subarray(writeSync(RESULT_DESCRIPTOR, bytes));
  }
}

// JSON.stringify would leave out what it cannot say, and write null for nan.
function written(value) {
  switch (typeof value) {
    case "string":
      return stringify(value);
    case "boolean":
    case "bigint":
      return `${value}`;
    case "number":
      if (!isFinite(value)) {
        throw new NotJson("nan or an infinity");
      }
      return writtenNumber(value);
    case "undefined":
      return "null";
    case "object":
      return value === null ? "null" : writtenObject(value);
    default:
      throw new NotJson(`a ${typeof value}`);
  }
}

// Beyond 2**53 `${value}` fills up with zeros, which would be read as another integer.
function writtenNumber(value) {
  if (value > MAX_SAFE_INTEGER || value < -MAX_SAFE_INTEGER) {
    return value.toExponential();
  }
  return is(value, -0) ? "-0" : `${value}`;
}

function writtenObject(object) {
  if (isArray(object) || object instanceof TypedArray) {
    let text = "[";
    for (let index = 0; index < object.length; index++) {
      text += (index > 0 ? "," : "") + written(object[index]);
    }
    return `${text}]`;
  }
  if (object instanceof Map) {
    return writtenEntries([...object]);
  }
  const prototype = getPrototypeOf(object);
  if (prototype === PlainPrototype || prototype === null) {
    return writtenEntries(entries(object));
  }
  throw new NotJson(`an object of class ${object.constructor?.name}`);
}

function writtenEntries(pairs) {
  let text = "{";
  for (let index = 0; index < pairs.length; index++) {
    const [key, value] = pairs[index];
    text += `${index > 0 ? "," : ""}${stringify(`${key}`)}:${written(value)}`;
  }
  return `${text}}`;
}

function fail(reason) {
  complain(reason);
  exit(1);
}

module.exports = { run };
