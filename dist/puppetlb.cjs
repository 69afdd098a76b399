#!/usr/bin/env node
"use strict";

// <define:HASHES>
var define_HASHES_default = { program: "68ac57b2a186af3b", lint: "95137a5af6368545" };

// src/cli/launch.ts
var import_node_fs = require("fs"), import_node_path = require("path"), import_node_vm = require("vm"), runsKept = 3;
function launch(folder) {
  let [, , command = "", ...words] = process.argv, isWhole = words.some((word) => word === "--fix" || word === "--debug"), name = command === "lint" && !isWhole ? "lint" : "program", file = (0, import_node_path.join)(folder, `${name}.cjs`), { version, arch } = process, kept = (0, import_node_path.join)(folder, `.compiled-${define_HASHES_default[name]}-${command}-${version}-${arch}`), { cachedData, runs } = /^[a-z]{1,16}$/.test(command) ? readKept(kept) : nothing, script = new import_node_vm.Script((0, import_node_fs.readFileSync)(file, "latin1"), {
    filename: file,
    ...cachedData && { cachedData }
  });
  script.runInThisContext()(require);
  let isRejected = script.cachedDataRejected === !0;
  runs >= runsKept && !isRejected || process.once("exit", (code) => {
    code !== 64 && keep(kept, script.createCachedData(), isRejected ? 1 : runs + 1);
  });
}
var nothing = { cachedData: void 0, runs: runsKept };
function readKept(file) {
  var _a;
  try {
    let data = (0, import_node_fs.statSync)(file).isFile() ? (0, import_node_fs.readFileSync)(file) : Buffer.of(0);
    return { cachedData: data.subarray(0, -1), runs: (_a = data[data.length - 1]) != null ? _a : 0 };
  } catch {
    return { cachedData: void 0, runs: 0 };
  }
}
function keep(file, data, runs) {
  let temporary = `${file}.${process.pid}`;
  try {
    (0, import_node_fs.writeFileSync)(temporary, Buffer.concat([data, Buffer.of(runs)]), { flag: "wx", flush: !0 }), (0, import_node_fs.renameSync)(temporary, file);
  } catch {
    (0, import_node_fs.rmSync)(temporary, { force: !0 });
  }
}
var [major = "0"] = process.versions.node.split(".");
Number(major) < 20 ? (process.stderr.write(
  `puppetlb: this is Node ${process.versions.node}; puppetlb needs Node 20 or later
`
), process.exitCode = 64) : launch(__dirname);
