"use strict";

// What CDKTF loads when it starts and a synthesis never uses: half of its modules. Only the program does this; who imports the
// library loads its packages whole.

const { dirname, join } = require("node:path");

/** Parts of CDKTF: what writes HCL, modules, assets, helpers for tests, and backends that no config of ours has. */
const PARTS = [
  ...["azurerm", "consul", "cos", "gcs", "http", "oss", "pg", "swift"].map((name) => `backends/${name}-backend`),
  ...["hcl/render", "testing/index", "testing/matchers", "importable-resource", "resource", "upgrade-id-aspect"],
  ...[
    "asset",
    "conditions",
    "data-resource",
    "hcl-module",
    "iterator",
    "local",
    "module",
    "operators",
    "provisioner",
  ].map((name) => `terraform-${name}`),
];

/** What only those, or files that we write ourselves, or questions that we do not ask, need of others. */
const PACKAGES = ["archiver", "json-stable-stringify", "semver"];

/** Stands in for a module until something of it is asked for: then it is loaded. */
function defer(path) {
  const loaded = () => {
    if (require.cache[path] === standIn) delete require.cache[path];
    return require(path);
  };
  const exports = new Proxy(() => undefined, {
    get: (_, key) => loaded()[key],
    apply: (_, self, args) => Reflect.apply(loaded(), self, args),
  });
  const standIn = { id: path, filename: path, loaded: true, exports };
  require.cache[path] = standIn;
}

/** Nothing is deferred where another version of CDKTF has other parts: what is not there is never asked for. */
function leanEngine() {
  const lib = dirname(require.resolve("cdktf"));
  for (const part of PARTS) defer(join(lib, `${part}.js`));
  for (const name of PACKAGES) defer(require.resolve(name, { paths: [lib] }));
}

// Only a synthesis loads CDKTF at all.
if (process.argv[2] === "synth") {
  try {
    leanEngine();
  } catch {
    // Another version of the package: it is loaded as it is.
  }
}
