#!/usr/bin/env node
"use strict";

const { join } = require("node:path");

require("./lean-start.js");
require("./load-compiled.js")(join(__dirname, "..", "dist", "program.js"), process.argv[2])
  .main(process.argv.slice(2), require("../package.json").version)
  .then((code) => {
    process.exitCode = code;
  });
