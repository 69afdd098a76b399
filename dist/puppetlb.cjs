#!/usr/bin/env node
"use strict";

// <define:HASHES>
var define_HASHES_default = { program: "e709aa6c287ec417", lint: "f8615c467017cbfd" };

// src/cli/launch.ts
var import_node_fs = require("fs"), import_node_module = require("module"), import_node_path = require("path"), import_node_vm = require("vm");
function launch(folder) {
  let [, , command, ...words] = process.argv, name = command === "lint" && !words.includes("--fix") ? "lint" : "program", file = (0, import_node_path.join)(folder, `${name}.cjs`), kept = (0, import_node_path.join)(folder, `.compiled-${define_HASHES_default[name]}-${process.version}-${process.arch}`), cachedData = readIfThere(kept), script = new import_node_vm.Script((0, import_node_fs.readFileSync)(file, "latin1"), {
    filename: file,
    ...cachedData && { cachedData }
  });
  script.runInThisContext()((0, import_node_module.createRequire)(file)), (cachedData === void 0 || script.cachedDataRejected === !0) && process.once("exit", () => keep(kept, script.createCachedData()));
}
function readIfThere(file) {
  try {
    return (0, import_node_fs.statSync)(file).isFile() ? (0, import_node_fs.readFileSync)(file) : void 0;
  } catch {
    return;
  }
}
function keep(file, data) {
  let temporary = `${file}.${process.pid}`;
  try {
    (0, import_node_fs.writeFileSync)(temporary, data, { flag: "wx", flush: !0 }), (0, import_node_fs.renameSync)(temporary, file);
  } catch {
    (0, import_node_fs.rmSync)(temporary, { force: !0 });
  }
}
var [major = "0"] = process.versions.node.split(".");
Number(major) < 20 ? (process.stderr.write(
  `puppetlb: this is Node ${process.versions.node}; puppetlb needs Node 20 or later
`
), process.exitCode = 64) : launch(__dirname);
