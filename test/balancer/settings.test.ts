import { chmodSync, chownSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadSettings, socketOf } from '../../src/cli/balancer/settings.ts';
import { lintCommand } from '../../src/cli/commands/lint.ts';
import { processIo } from '../../src/cli/io.ts';
import { parseArguments } from '../../src/cli/parse.ts';
import { useFreshFolder } from '../use-folder.ts';

// Every folder above it belongs to root alone, unlike /tmp.
const folder = useFreshFolder({ parent: '/root' });

function load(name: string) {
  let said = '';
  const err = (text: string | Uint8Array) => {
    said += text;
  };
  const io = { ...processIo(), env: {}, err };
  const settings = loadSettings(parseArguments(lintCommand, []), io, folder.at(name));
  return { settings, said };
}

function write(name: string): string {
  folder.write('puppetlb.yaml', 'pools: []\n', 0o644);
  return folder.write(name, `inventory: ${folder.at('puppetlb.yaml')}\n`, 0o644);
}

describe('the settings of this balancer', () => {
  it('are read where nobody but root could have written them', () => {
    write('apply.yaml');
    const { settings, said } = load('apply.yaml');
    expect([said, settings?.inventory]).toEqual(['', folder.at('puppetlb.yaml')]);
    expect(() => settings && socketOf(settings)).toThrow(/stats socket \/run\/haproxy\/admin.sock/);
  });

  it('are refused where another user could have written them', () => {
    const path = write('apply.yaml');
    chmodSync(path, 0o664);
    expect(load('apply.yaml').said).toMatch(/may be written.*apply.yaml:1:1.*chmod go-w/s);
    chmodSync(path, 0o644);
    chownSync(path, 1000, 0);
    expect(load('apply.yaml').said).toMatch(/belongs to user 1000.*chown root/s);
    chownSync(path, 0, 0);
    chmodSync(folder.path, 0o777);
    expect(load('apply.yaml').said).toContain(`${folder.path} may be written by users other`);
    chmodSync(folder.path, 0o755);
    folder.link(path, 'link.yaml');
    expect(load('link.yaml').said).toMatch(/link.yaml is a symbolic link/);
  });

  it('are refused, as root, where their inventory could be written by another user', () => {
    write('apply.yaml');
    chmodSync(folder.at('puppetlb.yaml'), 0o666);
    expect(load('apply.yaml').said).toMatch(/puppetlb.yaml may be written.*apply.yaml:1:12/s);
  });

  it('are said to be missing, with the command that writes them', () => {
    expect(() => load('apply.yaml')).toThrow(/no such file; run puppetlb init --apply/);
    folder.make('apply.yaml');
    expect(() => load('apply.yaml')).toThrow(/not a regular file|folder/);
  });
});
