"use strict";

// What the program's packages load when they start and it never uses: half of the time that loading takes. Only the
// program does this; who imports the library loads its packages whole.

/** The archiver that CDKTF zips assets with: loaded when one is zipped. */
function deferArchiver() {
  const path = require.resolve("archiver", { paths: [require.resolve("cdktf")] });
  const archiver = (...args) => {
    delete require.cache[path];
    return require(path)(...args);
  };
  require.cache[path] = { id: path, filename: path, loaded: true, exports: archiver };
}

/** What CDKTF compares the versions of programs with: none is asked here. */
function deferSemver() {
  const path = require.resolve("semver", { paths: [require.resolve("cdktf")] });
  const satisfies = (...args) => {
    delete require.cache[path];
    return require(path).satisfies(...args);
  };
  require.cache[path] = { id: path, filename: path, loaded: true, exports: { satisfies } };
}

/** Matchers for tests, and backends that no config of ours has. Only a synthesis loads CDKTF at all. */
function leaveOutParts() {
  if (!process.argv.includes("synth")) return;
  const unused = ["azurerm", "consul", "cos", "gcs", "http", "oss", "pg", "swift"];
  const parts = ["testing/index", "testing/matchers", ...unused.map((name) => `backends/${name}-backend`)];
  for (const part of parts) {
    const path = require.resolve(`cdktf/lib/${part}.js`);
    require.cache[path] = { id: path, filename: path, loaded: true, exports: {} };
  }
}

/** The messages of zod in sixty languages: ours are our own. */
function leaveOutLocales() {
  const path = require.resolve("zod/v4/locales");
  require.cache[path] = { id: path, filename: path, loaded: true, exports: {} };
}

// Node 22 and later keep what they compiled.
require("node:module").enableCompileCache?.();

for (const step of [deferArchiver, deferSemver, leaveOutParts, leaveOutLocales]) {
  try {
    step();
  } catch {
    // Another version of the package: it is loaded as it is.
  }
}
