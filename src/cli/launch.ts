import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './run-program.ts';

const [major = '0'] = process.versions.node.split('.');
if (Number(major) < 20) {
  process.stderr.write(
    `puppetlb: this is Node ${process.versions.node}; puppetlb needs Node 20 or later\n`,
  );
  process.exitCode = 64;
} else {
  const path = (name: string) => join(__dirname, name);
  runProgram({ path, read: (name) => readFileSync(path(name)), require });
}
