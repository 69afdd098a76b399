import { spawn } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { program, root } from '../built.ts';
import { makeFolder } from '../folder.ts';

export const recipes: string = readFileSync(join(root, 'docs/recipes.md'), 'utf8');

/** The block of the recipes that is written into a file of this name. */
export function recipe(name: string): string {
  const mark = new RegExp(`^\`\`\`\\w+ ${name.replaceAll('.', '\\.')}\n([\\s\\S]*?)^\`\`\`$`, 'm');
  const [, block] = mark.exec(recipes) ?? [];
  if (block === undefined) throw new Error(`docs/recipes.md has no block ${name}`);
  return block;
}

/** What a program left behind. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of a user, whose PATH has `puppetlb` and what else is put into it. */
export interface Desk {
  path(name: string): string;
  write(name: string, text: string): void;
  read(name: string): string;
  /** Puts a program of a few lines of shell before the real ones. */
  program(name: string, lines: string): void;
  run(words: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
  remove(): void;
}

/** Makes a desk. */
export function toDesk(): Desk {
  const folder = makeFolder();
  const [desk, bin] = [folder.make('desk'), folder.make('bin')];
  symlinkSync(program, join(bin, 'puppetlb'));
  return {
    path: (name) => folder.at('desk', name),
    write: (name, text) => void folder.write(`desk/${name}`, text),
    read: (name) => folder.read(`desk/${name}`),
    program: (name, lines) => void folder.write(`bin/${name}`, `#!/bin/sh\n${lines}\n`, 0o755),
    run([program = '', ...words], env = {}) {
      const PATH = `${bin}:${process.env['PATH']}`;
      const started = spawn(program, words, {
        cwd: desk,
        env: { PATH, HOME: folder.path, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const texts = { stdout: '', stderr: '' };
      for (const name of ['stdout', 'stderr'] as const) {
        started[name].setEncoding('utf8').on('data', (text: string) => {
          texts[name] += text;
        });
      }
      return new Promise((resolve, reject) => {
        started.on('error', reject).on('close', (status) => resolve({ status, ...texts }));
      });
    },
    remove: folder.remove,
  };
}

/** An inventory that lints clean, with more said of its second server. */
export function inventory(more = ''): string {
  return `haproxy: { global: { stats-socket: /run/haproxy/admin.sock } }
pools:
  - name: compile
    bind: 10.0.0.100:8140
    check: { kind: tcp }
    servers:
      - { name: compile01, address: 10.0.0.101 }
      - { name: compile02, address: 10.0.0.102${more} }
`;
}
