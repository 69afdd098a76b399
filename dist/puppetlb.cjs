#!/usr/bin/env node
"use strict";

// src/cli/launch.ts
var import_node_fs2 = require("fs"), import_node_path2 = require("path");

// src/cli/run-program.ts
var import_node_vm = require("vm");

// src/cli/code-cache.ts
var import_node_fs = require("fs"), import_node_path = require("path"), filesKept = 16, mostBytes = 2 ** 26, trailerBytes = 5;
function openCodeCache(program, use) {
  let user = ordinaryUser(), base = cacheHome();
  if (!(user === void 0 || base === void 0))
    try {
      let folder = (0, import_node_path.join)(base, "puppetlb");
      if (!isUsable(base, folder, user)) return;
      let identity = identityOf(program), file = (0, import_node_path.join)(folder, `${use}-${identity.toString(16).padStart(8, "0")}`), kept = readKept(file, user);
      return kept === void 0 ? void 0 : {
        ...check(kept, identity),
        keep(makeData, runs) {
          try {
            if (makeFolders(base, folder), !isOwn((0, import_node_fs.lstatSync)(folder), user)) return;
            write(file, () => seal(makeData(), runs, identity)), removeOldest(folder, user);
          } catch {
          }
        }
      };
    } catch {
      return;
    }
}
function ordinaryUser() {
  let { getuid, geteuid, getgid, getegid } = process;
  if (!getuid || !geteuid || !getgid || !getegid) return;
  let user = getuid();
  if (!(user === 0 || geteuid() !== user || getgid() !== getegid()))
    return user;
}
function cacheHome() {
  let { XDG_CACHE_HOME: chosen = "", HOME: home = "" } = process.env;
  return (0, import_node_path.isAbsolute)(chosen) ? chosen : (0, import_node_path.isAbsolute)(home) ? (0, import_node_path.join)(home, ".cache") : void 0;
}
function isUsable(base, folder, user) {
  let parent = (0, import_node_fs.statSync)(base, { throwIfNoEntry: !1 });
  if (parent === void 0) return !0;
  let isSticky = (parent.mode & 512) !== 0;
  if ((parent.mode & 2) !== 0 && !isSticky || parent.uid !== user && parent.uid !== 0) return !1;
  let own = (0, import_node_fs.lstatSync)(folder, { throwIfNoEntry: !1 });
  return own === void 0 || own.isDirectory() && isOwn(own, user);
}
function isOwn({ uid, mode }, user) {
  return uid === user && (mode & 18) === 0;
}
function identityOf(program) {
  let { version, arch, execPath } = process, { size, mtimeMs } = (0, import_node_fs.statSync)(execPath);
  return crc32([version, arch, execPath, size, mtimeMs].join(`
`), crc32(program));
}
function crc32(data, start = 0) {
  return require("zlib").crc32(data, start);
}
function readKept(file, user) {
  let { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = import_node_fs.constants, descriptor;
  try {
    descriptor = (0, import_node_fs.openSync)(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    let { code } = error;
    return code === "EACCES" && isReplaceable(file, user) || code === "ENOENT" ? Buffer.alloc(0) : void 0;
  }
  try {
    let stats = (0, import_node_fs.fstatSync)(descriptor);
    return !stats.isFile() || stats.uid !== user ? void 0 : isOwn(stats, user) && stats.size <= mostBytes ? (0, import_node_fs.readFileSync)(descriptor) : Buffer.alloc(0);
  } finally {
    (0, import_node_fs.closeSync)(descriptor);
  }
}
function isReplaceable(file, user) {
  let stats = (0, import_node_fs.lstatSync)(file, { throwIfNoEntry: !1 });
  return (stats == null ? void 0 : stats.isFile()) === !0 && stats.uid === user;
}
function seal(data, runs, identity) {
  let sealed = Buffer.concat([data, Buffer.alloc(trailerBytes)]);
  return sealed.writeUInt8(runs, data.length), sealed.writeUInt32LE(crc32(sealed.subarray(0, -4), identity), data.length + 1), sealed;
}
function check(sealed, identity) {
  let end = sealed.length - trailerBytes;
  return end <= 0 || sealed.readUInt32LE(end + 1) !== crc32(sealed.subarray(0, -4), identity) ? { data: void 0, runs: 0 } : { data: sealed.subarray(0, end), runs: sealed.readUInt8(end) };
}
function makeFolders(base, folder) {
  base === process.env.XDG_CACHE_HOME ? (0, import_node_fs.mkdirSync)(base, { recursive: !0, mode: 448 }) : makeFolder(base), makeFolder(folder);
}
function makeFolder(folder) {
  try {
    (0, import_node_fs.mkdirSync)(folder, { mode: 448 });
  } catch (error) {
    if (error.code === "EEXIST") return;
    throw error;
  }
  let { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = import_node_fs.constants, descriptor;
  try {
    descriptor = (0, import_node_fs.openSync)(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  } catch (error) {
    throw (0, import_node_fs.rmdirSync)(folder), error;
  }
  try {
    (0, import_node_fs.fchmodSync)(descriptor, 448);
  } finally {
    (0, import_node_fs.closeSync)(descriptor);
  }
}
function write(file, makeContents) {
  let temporary = `${file}.${process.pid}${Math.random().toString(36).slice(2)}`, descriptor = (0, import_node_fs.openSync)(temporary, "wx", 384);
  try {
    (0, import_node_fs.fchmodSync)(descriptor, 384), (0, import_node_fs.writeFileSync)(descriptor, makeContents()), (0, import_node_fs.renameSync)(temporary, file);
  } catch (error) {
    throw (0, import_node_fs.rmSync)(temporary, { force: !0 }), error;
  } finally {
    (0, import_node_fs.closeSync)(descriptor);
  }
}
function removeOldest(folder, user) {
  let names = /^(?:lint|program)-[a-z]{1,16}-[0-9a-f]{8}(?:\.[0-9a-z]+)?$/, files = (0, import_node_fs.readdirSync)(folder).filter((name) => names.test(name)).map((name) => (0, import_node_path.join)(folder, name)).map((file) => ({ file, stats: (0, import_node_fs.lstatSync)(file, { throwIfNoEntry: !1 }) })).filter(({ stats }) => (stats == null ? void 0 : stats.isFile()) && stats.uid === user).sort((one, other) => {
    var _a, _b, _c, _d;
    return ((_b = (_a = other.stats) == null ? void 0 : _a.mtimeMs) != null ? _b : 0) - ((_d = (_c = one.stats) == null ? void 0 : _c.mtimeMs) != null ? _d : 0);
  });
  for (let { file } of files.slice(filesKept)) (0, import_node_fs.rmSync)(file, { force: !0 });
}

// src/cli/run-program.ts
var runsKept = 3;
function runProgram(files) {
  let [, , command = "", ...words] = process.argv, isWhole = words.some((word) => word === "--fix" || word === "--debug"), name = command === "lint" && !isWhole ? "lint" : "program", program = files.read(`${name}.cjs`), cache = /^[a-z]{1,16}$/.test(command) ? openCodeCache(program, `${name}-${command}`) : void 0, script = new import_node_vm.Script(program.toString("latin1"), {
    filename: files.path(`${name}.cjs`),
    ...(cache == null ? void 0 : cache.data) && { cachedData: cache.data }
  });
  if (script.runInThisContext()(files.require), cache === void 0) return;
  let runs = script.cachedDataRejected === !0 ? 0 : cache.runs;
  runs >= runsKept || process.once("exit", (code) => {
    code !== 64 && cache.keep(() => script.createCachedData(), runs + 1);
  });
}

// src/cli/launch.ts
var [major = "0"] = process.versions.node.split(".");
if (Number(major) < 20)
  process.stderr.write(
    `puppetlb: this is Node ${process.versions.node}; puppetlb needs Node 20 or later
`
  ), process.exitCode = 64;
else {
  let path = (name) => (0, import_node_path2.join)(__dirname, name);
  runProgram({ path, read: (name) => (0, import_node_fs2.readFileSync)(path(name)), require });
}
