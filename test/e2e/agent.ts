import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** What runs a real `puppet agent` once, with everything it keeps in a folder of its own. */
export function agentCommand(folder: string, server: string): string[] {
  const folders = ['confdir', 'vardir', 'ssldir', 'codedir'].flatMap((name) => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    return [`--${name}`, path];
  });
  const who = [
    '--server',
    server,
    '--certname',
    'agent01.test',
    '--waitforcert',
    '0',
    '--keylength',
    '2048',
  ];
  return ['puppet', 'agent', '--test', '--color', 'false', ...who, ...folders];
}
