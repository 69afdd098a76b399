import { execFileSync } from 'node:child_process';
import { makeFolder } from '../folder.ts';

const program = 'openssl';

/** A key and its certificate, as PEM. */
export interface Pair {
  readonly key: string;
  readonly cert: string;
}

/** A certificate authority in a folder of its own. */
export interface Authority {
  /** The file with its certificate. */
  readonly caFile: string;
  /** Issues a certificate for names; `days` may be in the past. */
  issue(names: readonly string[], days?: { from: number; to: number }): Pair;
  /** The file with its list of revoked certificates, which names what was revoked so far. */
  listRevoked(revoked?: Pair, days?: number): string;
  remove(): void;
}

/** Makes an authority with the openssl command. */
export function makeAuthority(name: string): Authority {
  const folder = makeFolder();
  const openssl = (...words: string[]): void => {
    execFileSync(program, words, { cwd: folder.path, stdio: ['ignore', 'ignore', 'pipe'] });
  };
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', `/CN=${name}`);
  folder.write('index.txt', '');
  folder.write(
    'ca.cnf',
    '[ca]\ndefault_ca = own\n[own]\ndatabase = index.txt\nnew_certs_dir = .\nrand_serial = yes\n' +
      'default_md = sha256\npolicy = any\nunique_subject = no\ncopy_extensions = copy\n' +
      '[any]\ncommonName = supplied\n',
  );
  const signing = ['-cert', 'ca.pem', '-keyfile', 'ca.key'];
  let lists = 0;
  return {
    caFile: folder.at('ca.pem'),
    issue([first = '', ...others], days = { from: -1, to: 10 }) {
      const names = [first, ...others].map((alternative) => `DNS:${alternative}`);
      const subject = ['-subj', `/CN=${first}`, '-addext', `subjectAltName=${names.join(',')}`];
      openssl('req', '-new', ...key, '-keyout', 'own.key', '-out', 'own.csr', ...subject);
      const dates = ['-startdate', formatDay(days.from), '-enddate', formatDay(days.to)];
      const by = ['-config', 'ca.cnf', ...signing, '-notext'];
      openssl('ca', '-batch', ...by, ...dates, '-in', 'own.csr', '-out', 'own.pem');
      return { key: folder.read('own.key'), cert: folder.read('own.pem') };
    },
    listRevoked(revoked, days = 10) {
      if (revoked !== undefined) {
        folder.write('revoked.pem', revoked.cert);
        openssl('ca', '-config', 'ca.cnf', ...signing, '-revoke', 'revoked.pem');
      }
      lists += 1;
      const list = `crl${lists}.pem`;
      const dates = ['-crl_lastupdate', formatDay(-20), '-crl_nextupdate', formatDay(days)];
      openssl('ca', '-config', 'ca.cnf', ...signing, '-gencrl', ...dates, '-out', list);
      return folder.at(list);
    },
    remove: folder.remove,
  };
}

/** A day from today as openssl takes it: YYYYMMDDHHMMSSZ. */
function formatDay(offset: number): string {
  const date = new Date(Date.now() + offset * 86_400_000);
  return `${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
}
