// Says whether a program has the syntax of a CommonJS script or of an ES module.
// `node --check` would do, but it passes whatever it takes for a module (seen in 20.20).
"use strict";
const fs = require("node:fs");
const vm = require("node:vm");

Error.stackTraceLimit = 0; // our own lines help nobody

const WORDS_OF_SCRIPTS = ["exports", "require", "module", "__filename", "__dirname"];

const asScript = (text, filename) => vm.compileFunction(text, WORDS_OF_SCRIPTS, { filename });
const asModule = (text, identifier) => new vm.SourceTextModule(text, { identifier });

function problem(compile, text, name) {
    try {
        compile(text, name);
        return null;
    } catch (error) {
        return error;
    }
}

// What a script says of a module's own words, at their first use.
const ONLY_IN_MODULES =
    /^(Cannot use import statement|Unexpected token 'export'|Cannot use 'import\.meta'|await is only valid)/;

for (const name of process.argv.slice(1)) {
    const text = fs.readFileSync(name, "utf8").replace(/^\uFEFF/, "").replace(/^#!/, "//");
    const asScriptProblem = name.endsWith(".mjs") || problem(asScript, text, name);
    const asModuleProblem = asScriptProblem && problem(asModule, text, name);
    if (asModuleProblem) {
        // Left to Node to print, which alone knows line and column.
        const isModule = name.endsWith(".mjs") || ONLY_IN_MODULES.test(asScriptProblem.message);
        throw isModule ? asModuleProblem : asScriptProblem;
    }
}
