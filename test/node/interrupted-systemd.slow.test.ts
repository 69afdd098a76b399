import { useFolder } from '../use-folder.ts';
import { expectTheSame, type InterruptedCase } from './interruption.ts';

const machine = useFolder();

const before = { balancers: '127.0.0.1, 127.0.0.2' };
const after = { balancers: '127.0.0.1, 127.0.0.3' };
const old = { ...before, transport: 'systemd' } as const;
const young = { ...after, transport: 'systemd' } as const;
const isSystemd = 'mkdir -p /run/systemd/system';
const systemd = {
  old,
  wanted: young,
  prepare: `${isSystemd}; sh "$old" >/dev/null; systemctl daemon-reload`,
  begin: `systemctl restart puppetmastercheck.socket; systemctl enable puppetmastercheck.socket`,
};

const cases: readonly InterruptedCase[] = [
  [
    'the balancers change under systemd',
    systemd,
    /^ended with 0; port 9200 answers 200: .*; asked: 200 200 200 000 000 000 ; xinetd stopped/,
  ],
  [
    'the node is new under systemd',
    { wanted: young, prepare: isSystemd },
    /^ended with 0; port 9200 answers 200: .*; asked: 200 200 200 000 000 000 ; xinetd stopped/,
  ],
  [
    'the node was taken out by hand under systemd',
    { ...systemd, begin: 'systemctl enable puppetmastercheck.socket' },
    /^ended with 2; .* is stopped and stays so; --start starts it; asked: (000 ){6}; xinetd stopped/,
  ],
  [
    'the port changes under systemd',
    { ...systemd, wanted: { ...young, port: 9300 } },
    /^ended with 0; port 9300 answers 200: .*; asked: 000 000 000 200 200 200 ; xinetd stopped/,
  ],
  [
    'xinetd gives way to systemd',
    { ...systemd, old: before, begin: 'start_xinetd' },
    /^ended with 0; port 9200 answers 200: .*; asked: 200 200 200 000 000 000 ; xinetd runs/,
  ],
  [
    'systemd gives way to xinetd',
    { ...systemd, wanted: after },
    /^ended with 0; port 9200 answers 200: .*; asked: 200 000 200 000 000 000 ; xinetd runs/,
  ],
  [
    'it uninstalls under systemd',
    {
      ...systemd,
      wanted: young,
      prepare: `${isSystemd}; article /etc/xinetd.d/puppetmastercheck; sh "$new" --start >/dev/null; systemctl daemon-reload`,
      options: '--uninstall',
    },
    /^ended with 0; .* is uninstalled; asked: 200 200 200 000 000 000 ; xinetd runs/,
  ],
];

expectTheSame(machine, cases);
