"use strict";

const { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { basename, dirname, join } = require("node:path");
const { Script } = require("node:vm");

/**
 * What a file exports, with its code compiled once for all runs of a verb: half of what is left of a cold start. Node 22 does
 * so by itself. What was compiled lies in the package's own folder: who can write there can change its code, too.
 */
module.exports = function loadCompiled(file, verb = "") {
  Module.enableCompileCache?.();
  const byNode = Module.enableCompileCache !== undefined || process.env.NODE_DISABLE_COMPILE_CACHE !== undefined;
  if (byNode || !/^[a-z]+$/.test(verb)) return require(file);
  const kept = keptAt(file, verb);
  const cachedData = readIfThere(kept);
  const script = new Script(Module.wrap(readFileSync(file, "utf8")), { filename: file, cachedData });
  if (cachedData === undefined || script.cachedDataRejected) process.on("exit", (code) => keep(script, kept, code));
  const loaded = new Module(file);
  loaded.filename = file;
  const run = script.runInThisContext();
  run.call(loaded.exports, loaded.exports, Module.createRequire(file), loaded, file, dirname(file));
  return loaded.exports;
};

/** For this file as it is now, and for this Node. */
function keptAt(file, verb) {
  const { size, mtimeMs } = statSync(file);
  const name = [basename(file, ".js"), verb, size, Math.round(mtimeMs), process.version, process.arch].join("-");
  return join(dirname(file), "..", ".compiled", name);
}

function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** At the end of a run that went well: by then all that such a run needs has been compiled. */
function keep(script, file, code) {
  if (code !== 0) return;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, script.createCachedData());
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // A folder that is read only: it is compiled each time.
  }
}
