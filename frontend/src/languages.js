/**
 * The languages that the editor can colour, each fetched when first asked for.
 *
 * The keys are the codes by which the grader knows its languages; a code that
 * is not here is edited as plain text.
 */
import { indentUnit } from "@codemirror/language";

const FOUR_SPACES = indentUnit.of("    ");
const ONE_TAB = indentUnit.of("\t");

async function colouredAsCpp() {
  const { cpp } = await import("@codemirror/lang-cpp");
  return [cpp(), FOUR_SPACES];
}

const loaders = {
  async python() {
    const { pythonLanguage } = await import("./python.js");
    return [pythonLanguage, FOUR_SPACES];
  },
  async javascript() {
    const { javascript } = await import("@codemirror/lang-javascript");
    return [javascript(), indentUnit.of("  ")];
  },
  c: colouredAsCpp,
  cpp: colouredAsCpp,
  async java() {
    const { java } = await import("@codemirror/lang-java");
    return [java(), FOUR_SPACES];
  },
  async go() {
    const { go } = await import("@codemirror/lang-go");
    return [go(), ONE_TAB];
  },
  async rust() {
    const { rust } = await import("@codemirror/lang-rust");
    return [rust(), FOUR_SPACES];
  },
  async sql() {
    const { sql } = await import("@codemirror/lang-sql");
    return [sql(), FOUR_SPACES];
  },
};

/**
 * Return the extensions for a language code; none for a language we do not
 * know or whose chunk cannot be fetched, since uncoloured code is still code.
 */
export async function languageExtensions(code) {
  const load = loaders[code];
  try {
    return load ? await load() : FOUR_SPACES;
  } catch (error) {
    console.warn(`The editor could not load its language "${code}".`, error);
    return FOUR_SPACES;
  }
}
