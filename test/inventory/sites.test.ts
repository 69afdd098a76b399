import { describe, expect, it } from 'vitest';
import { compile, diff } from '../../src/library/index.ts';
import { lint } from '../../src/rules/lint.ts';
import { haproxies, check as loads } from '../integration/haproxies.ts';

const fleet = `sites:
  fra: { balancers: [10.10.0.11, 10.10.0.12] }
  muc: { balancers: [10.20.0.11, 10.20.0.12] }
hosts:
  "fra-compile[01:04]": { site: fra, address: "10.10.1.[11:14]", id: "[1:4]" }
  "muc-compile[01:04]": { site: muc, address: "10.20.1.[11:14]", id: "[5:8]" }
  ca01: { site: fra, address: 10.10.1.5 }
defaults: { hash-type: consistent }
pools:
  - name: compile
    bind: { fra: "10.10.0.100:8140", muc: "10.20.0.100:8140" }
    servers: ["*-compile*"]
    other-sites: backup        # or active, none
  - { name: ca, role: ca, bind: { fra: "10.10.0.101:8140", muc: "10.20.0.101:8140" }, servers: [ca01] }
`;

const source = (text: string) => ({ name: 'i.yaml', text });
const built = (text: string, site?: string) =>
  compile(source(text), site === undefined ? {} : { site }).configuration;

/** The binds and servers of a site, each by its words that differ. */
function lines(text: string, site: string): string[] {
  const found =
    built(text, site)?.match(/^(listen \S+| {2}(bind .*|option allbackups|server .*))$/gm) ?? [];
  return found.map((line) =>
    line
      .trim()
      .replace(/ check port .* fall 3/, '')
      .replace(/^server (\S+) \S+/, '$1'),
  );
}

function found(text: string): string[] {
  const { diagnostics } = lint({ name: 'i.yaml', bytes: Buffer.from(text) });
  return diagnostics
    .filter(({ severity }) => severity !== 'info')
    .map(({ code, message }) => `${code} ${message}`);
}

const local = (name: string) => [1, 2, 3, 4].map((at) => `${name}-compile0${at}`);
const withIds = (names: readonly string[], first: number, end = '') =>
  names.map((name, at) => `${name} id ${first + at}${end}`);

describe('each site', () => {
  it('has its binds, its servers and those of others as backups that share the agents', () => {
    expect(found(fleet)).toEqual([]);
    expect(lines(fleet, 'fra')).toEqual([
      ...['listen compile', 'bind 10.10.0.100:8140', 'option allbackups'],
      ...withIds(local('fra'), 1),
      ...withIds(local('muc'), 5, ' backup'),
      ...['listen ca', 'bind 10.10.0.101:8140', 'ca01'],
    ]);
    expect(lines(fleet, 'muc')).toEqual([
      ...['listen compile', 'bind 10.20.0.100:8140', 'option allbackups'],
      ...withIds(local('fra'), 1, ' backup'),
      ...withIds(local('muc'), 5),
      ...['listen ca', 'bind 10.20.0.101:8140', 'ca01'],
    ]);
  });

  it('has only its own servers where others are left out', () => {
    const text = fleet.replace('other-sites: backup', 'other-sites: none');
    expect(found(text)).toEqual([]);
    expect(lines(text, 'muc').slice(0, 6)).toEqual([
      ...['listen compile', 'bind 10.20.0.100:8140'],
      ...withIds(local('muc'), 5),
    ]);
  });

  it.each(['other-sites: active', ''])('has all of them alike with "%s"', (said) => {
    const text = fleet.replace('other-sites: backup', said);
    expect(lines(text, 'fra').slice(2, 10)).toEqual([
      ...withIds(local('fra'), 1),
      ...withIds(local('muc'), 5),
    ]);
  });

  it('has no pool that is bound elsewhere', () => {
    const text = fleet.replace('fra: "10.10.0.101:8140", ', '');
    expect(found(text)).toEqual([]);
    expect(lines(text, 'fra')).not.toContain('listen ca');
    expect(lines(text, 'muc')).toContain('ca01');
  });

  it('has one backup, a CA, or what the pool says, without option allbackups', () => {
    const one = fleet
      .replace('"muc-compile[01:04]"', '"muc-compile[01:01]"')
      .replace('[11:14]", id: "[5:8]', '[11:11]", id: "[5:5]');
    expect(lines(one, 'fra')).not.toContain('option allbackups');
    expect(lines(one, 'muc')).toContain('option allbackups');
    const own = fleet.replace(
      'other-sites: backup',
      'other-sites: backup\n    options: { allbackups: false }',
    );
    expect(lines(own, 'fra')).not.toContain('option allbackups');
    expect(found(own).map((line) => line.slice(0, 6))).toEqual(['HAP328', 'HAP328'].slice(0, 1));
    const extra = fleet.replace(
      'other-sites: backup',
      'other-sites: backup\n    extra: [no option allbackups]',
    );
    expect(built(extra, 'fra')?.match(/allbackups/g)).toHaveLength(1);
  });

  it('keeps what an entry of a host says, and its order', () => {
    const text = fleet.replace(
      '["*-compile*"]',
      '["*-compile*", { host: muc-compile02, state: drain, reason: disk }]',
    );
    expect(lines(text, 'fra')[8]).toBe('muc-compile02 id 6 backup disabled');
    expect(lines(text, 'muc')[8]).toBe('muc-compile02 id 6 disabled');
  });

  it('takes binds in every form', () => {
    const text = fleet.replace(
      'fra: "10.10.0.100:8140"',
      'fra: ["10.10.0.100:8140", { address: "10.10.0.102:8140", transparent: true }]',
    );
    expect(lines(text, 'fra').slice(1, 3)).toEqual([
      'bind 10.10.0.100:8140',
      'bind 10.10.0.102:8140 transparent',
    ]);
    const options = fleet.replace(
      'muc: "10.20.0.100:8140"',
      'muc: { address: "10.20.0.100:8140", accept-proxy: true }',
    );
    expect(lines(options, 'muc')[1]).toBe('bind 10.20.0.100:8140 accept-proxy');
    const same = fleet.replace(
      /bind: \{ fra: "10.10.0.100:8140", [^}]*\}/,
      'bind: { address: "127.0.0.1:8140" }',
    );
    for (const site of ['fra', 'muc']) expect(lines(same, site)[1]).toBe('bind 127.0.0.1:8140');
  });

  it('has the frontends that have a bind there', () => {
    const text = fleet.replace(
      /bind: \{ fra: "10.10.0.100:8140", [^}]*\}/,
      'frontend: [{ name: inner, bind: { fra: "10.10.0.100:8140", muc: "10.20.0.100:8140" } }, { name: outer, bind: { muc: "10.20.9.100:8140" } }]',
    );
    expect(found(text)).toEqual([]);
    const frontends = (site: string) => built(text, site)?.match(/^frontend .*\n {2}bind .*$/gm);
    expect(frontends('fra')).toEqual(['frontend inner\n  bind 10.10.0.100:8140']);
    expect(frontends('muc')).toEqual([
      'frontend inner\n  bind 10.20.0.100:8140',
      'frontend outer\n  bind 10.20.9.100:8140',
    ]);
  });

  it('lets the balancers of all sites ask a node', () => {
    const { files, sites } = compile(source(fleet), { site: 'muc' });
    expect(sites).toEqual(['fra', 'muc']);
    const [first] = files.filter(({ name }) => name.endsWith('.xinetd'));
    expect(first?.text).toMatch(
      /only_from *= 10\.10\.0\.11 10\.10\.0\.12 10\.20\.0\.11 10\.20\.0\.12/,
    );
    expect(new Set(files.map(({ node }) => node)).size).toBe(9);
    expect(compile(source(fleet), { site: 'fra' }).files).toEqual(files);
  });

  it('is built alone, and has no file where it is no site', () => {
    expect(built(fleet)).toBeUndefined();
    expect(built(fleet, 'ham')).toBeUndefined();
  });

  for (const haproxy of haproxies) {
    it(`is loaded by HAProxy ${haproxy.version} without a warning`, () => {
      for (const site of ['fra', 'muc']) {
        const text = (built(fleet, site) ?? '').replace(/ {2}(chroot|user|group) .*\n/g, '');
        const { status, messages } = loads(haproxy, text);
        expect([status, messages.filter(({ level }) => level !== 'notice')]).toEqual([0, []]);
      }
    });
  }
});

describe('what cannot be meant is refused', () => {
  it.each([
    ['muc: "10.20.0.100:8140"', 'mcu: "10.20.0.100:8140"', ['INV130 "mcu" is not in "sites"']],
    [
      '{ site: fra, address: 10.10.1.5 }',
      '{ site: frankfurt, address: 10.10.1.5 }',
      ['INV130 "frankfurt" is not in "sites"'],
    ],
    [
      'other-sites: backup',
      'other-sites: standby',
      ['SCH004 "standby" is not one of active, backup, none'],
    ],
    ['other-sites: backup', 'other_sites: backup', ['SCH001 unknown property "other_sites"']],
    [
      'fra: { balancers: [10.10.0.11, 10.10.0.12] }',
      'fra: { balancers: [10.10.0] }',
      ['INV111 "10.10.0" is not four numbers: HAProxy reads it as 10.10.0.0'],
    ],
    [
      '  fra: { balancers: [10.10.0.11, 10.10.0.12] }',
      '  "f ra": {}\n  fra: {}',
      ['INV110 "f ra" contains a space, which a name cannot contain'],
    ],
    [
      'bind: { fra: "10.10.0.100:8140", muc: "10.20.0.100:8140" }',
      'bind: { adress: "10.10.0.100:8140" }',
      ['SCH001 unknown property "adress"'],
    ],
  ])('%s -> %s', (from, to, expected) => {
    expect(fleet).toContain(from);
    expect(found(fleet.replace(from, to))).toEqual(expected);
  });

  it('without "sites" too, where a bind or a host names one', () => {
    const text = fleet.replace(/^sites:\n.*\n.*\n/, '');
    expect(new Set(found(text).map((line) => line.slice(0, 6)))).toEqual(new Set(['INV130']));
  });
});

describe('findings of several sites', () => {
  it('are one, and name the site where not all have them', () => {
    const text = fleet
      .replace('other-sites: backup', 'other-sites: none')
      .replace('"*-compile*"', '"fra-*"');
    expect(found(text)).toEqual([
      'INV120 no pool uses host "muc-compile[01:04]"',
      'HAP310 pool "compile" has no servers (at site muc)',
    ]);
    const drained = fleet
      .replace('id: "[1:4]"', 'id: "[1:4]", state: drain')
      .replace('other-sites: backup', 'other-sites: none');
    expect(found(drained)).toEqual(
      ['OPS502 nobody is in rotation'].map(() => expect.stringContaining('(at site fra)')),
    );
  });
});

describe('diff', () => {
  it('compares one site of two inventories, and of what it builds', () => {
    const after = fleet.replace('id: "[1:4]"', 'id: "[1:4]", weight: 50');
    for (const site of ['fra', 'muc']) {
      const { preview } = diff(source(after), source(fleet), { site });
      expect(preview?.changes).toHaveLength(4);
      const other = { name: 'haproxy.cfg', text: built(fleet, site) ?? '' };
      expect(diff(source(fleet), other, { site }).preview?.is_same).toBe(true);
    }
    expect(() => diff(source(fleet), source(fleet))).toThrow('i.yaml has sites; name one of them');
  });
});
