import { useFolder } from '../use-folder.ts';
import { expectTheSame, type InterruptedCase } from './interruption.ts';

const machine = useFolder();

const before = { balancers: '127.0.0.1, 127.0.0.2' };
const after = { balancers: '127.0.0.1, 127.0.0.3' };
const xinetd = {
  old: before,
  wanted: after,
  prepare: 'sh "$old" >/dev/null',
  begin: 'start_xinetd',
};

const cases: readonly InterruptedCase[] = [
  [
    'the balancers change',
    xinetd,
    /^ended with 0; port 9200 answers 200: .*; asked: 200 000 200 000 000 000 ; xinetd runs/,
  ],
  [
    'xinetd is stopped by hand before the second run',
    { ...xinetd, between: 'end_all' },
    /^ended with 2; .* is stopped and stays so; --start starts it; asked: (000 ){6}; xinetd stopped/,
  ],
  [
    'the node is new',
    { wanted: after },
    /^ended with 0; port 9200 answers 200: .*; asked: 200 000 200 000 000 000 ; xinetd runs/,
  ],
  [
    'the node was taken out by hand',
    { ...xinetd, begin: '' },
    /^ended with 2; .* is stopped and stays so; --start starts it; asked: (000 ){6}; xinetd stopped/,
  ],
  [
    'the port changes',
    { ...xinetd, wanted: { ...after, port: 9300 } },
    /^ended with 0; port 9300 answers 200: .*; asked: 000 000 000 200 000 200 ; xinetd runs/,
  ],
  [
    'another service is replaced',
    {
      wanted: after,
      prepare: 'article /etc/xinetd.d/article',
      begin: 'start_xinetd',
      options: '--replace-foreign',
    },
    /^ended with 0; port 9200 answers 200: .*; asked: 200 000 200 000 000 000 ; xinetd runs/,
  ],
  [
    'it uninstalls',
    {
      wanted: after,
      prepare: `mkdir /etc/xinetd.available; article /etc/xinetd.available/article
ln -s ../xinetd.available/article /etc/xinetd.d/article; sh "$new" --replace-foreign --start >/dev/null`,
      begin: 'start_xinetd',
      options: '--uninstall',
    },
    /^ended with 0; .* is uninstalled; asked: 200 200 200 000 000 000 ; xinetd runs/,
  ],
];

expectTheSame(machine, cases);
