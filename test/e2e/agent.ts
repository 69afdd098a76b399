import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Ended, run } from './processes.ts';

/** Runs a real `puppet agent` once, with everything it keeps in a folder of its own. */
export function runAgent(folder: string, server: string): Promise<Ended> {
  const folders = ['confdir', 'vardir', 'ssldir', 'codedir'].flatMap((name) => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    return [`--${name}`, path];
  });
  const who = ['--server', server, '--certname', 'agent01.test', '--waitforcert', '0'];
  return run(['puppet', 'agent', '--test', '--color', 'false', ...who, ...folders]);
}
