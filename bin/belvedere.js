#!/usr/bin/env node
"use strict";

require("./lean-start.js");
require("../dist/cli/main.js")
  .main(process.argv.slice(2), require("../package.json").version)
  .then((code) => {
    process.exitCode = code;
  });
