import type { ChildProcess } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pair } from '../probe/certificates.ts';
import { hasEnded, run, signal, start, stop, until } from './processes.ts';

/** Where Debian's package has its own files. */
const packaged = '/etc/puppet/puppetserver';

/** A real Puppet Server that has everything in a folder of its own. */
export class PuppetServer {
  readonly #folder: string;
  readonly #names: readonly [string, ...string[]];
  readonly #child: ChildProcess;

  private constructor(folder: string, names: readonly [string, ...string[]], child: ChildProcess) {
    this.#folder = folder;
    this.#names = names;
    this.#child = child;
  }

  /** Starts one; its certificate has the names, and its catalog writes `content` to `file`. */
  static async start(
    folder: string,
    address: string,
    names: readonly [string, ...string[]],
    catalog: { readonly file: string; readonly content: string },
  ): Promise<PuppetServer> {
    for (const name of ['conf.d', 'run', 'code/environments/production/manifests']) {
      mkdirSync(join(folder, name), { recursive: true });
    }
    for (const [name, text] of Object.entries(settings(folder, address, names))) {
      writeFileSync(join(folder, name), text);
    }
    for (const name of ['auth.conf', 'metrics.conf', 'web-routes.conf']) {
      copyFileSync(join(packaged, 'conf.d', name), join(folder, 'conf.d', name));
    }
    const manifest = `file { '${catalog.file}': content => '${catalog.content}' }\n`;
    writeFileSync(join(folder, 'code/environments/production/manifests/site.pp'), manifest);
    await run(['chown', '-R', 'puppet:puppet', folder]);
    const child = await start(command(folder), join(folder, 'server.log'));
    return new PuppetServer(folder, names, child);
  }

  /** Waits until it says that it runs. */
  async ready(): Promise<void> {
    const log = (): string => readFileSync(join(this.#folder, 'server.log'), 'utf8');
    await until(
      () => hasEnded(this.#child) || log().includes('is now ready to handle requests'),
      () => log().slice(-2000),
      300,
    );
    if (hasEnded(this.#child)) throw new Error(log().slice(-5000));
  }

  get caFile(): string {
    return join(this.#folder, 'ca/ca_crt.pem');
  }

  /** Its own key and certificate. */
  get pair(): Pair {
    const read = (folder: string): string =>
      readFileSync(join(this.#folder, 'ssl', folder, `${this.#names[0]}.pem`), 'utf8');
    return { key: read('private_keys'), cert: read('certs') };
  }

  /** How often each address was answered "running" when it asked by curl, as the script does. */
  asks(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    const log = readFileSync(join(this.#folder, 'access.log'), 'utf8');
    for (const [, address = ''] of log.matchAll(/^(\S+) 200 "GET \/status\/v1\/.*" "curl\//gm)) {
      counts.set(address, (counts.get(address) ?? 0) + 1);
    }
    return counts;
  }

  hang(): void {
    signal(this.#child, 'SIGSTOP');
  }

  resume(): void {
    signal(this.#child, 'SIGCONT');
  }

  async stop(): Promise<void> {
    await stop(this.#child);
  }
}

function command(folder: string): string[] {
  const quick = ['-Xms256m', '-Xmx1g', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  const jruby = [
    '-Djruby.logger.class=com.puppetlabs.jruby_utils.jruby.Slf4jLogger',
    '-Djruby.lib=/usr/share/jruby/lib',
  ];
  const own = ['--config', join(folder, 'conf.d'), '--restart-file', join(folder, 'run/restart')];
  const services = ['--bootstrap-config', join(packaged, 'services.d')];
  const as = ['setpriv', '--reuid', 'puppet', '--regid', 'puppet', '--clear-groups'];
  // Another user takes the parent death signal away, so it is set once more.
  const ends = ['--pdeathsig', 'KILL'];
  const jar = ['-jar', '/usr/share/puppetserver/puppetserver.jar'];
  return [...as, ...ends, 'java', ...quick, ...jruby, ...jar, ...own, ...services];
}

function settings(
  folder: string,
  address: string,
  names: readonly [string, ...string[]],
): Record<string, string> {
  return {
    'run/restart': '0',
    'puppet.conf': `[main]
keylength = 2048
[server]
certname = ${names[0]}
dns_alt_names = ${names.join(',')}
autosign = true
ssldir = ${folder}/ssl
cadir = ${folder}/ca
reports = none
`,
    'conf.d/own.conf': `
global: { logging-config: ${folder}/logback.xml }
product: { check-for-updates: false }
webserver: {
  access-log-config: ${folder}/access.xml
  client-auth: want
  ssl-host: ${address}
  ssl-port: 8140
  # What follows a certificate request on its connection is often not read before this is over (7.9.5).
  idle-timeout-milliseconds: 3000
}
jruby-puppet: {
  ruby-load-path: [/usr/lib/puppetserver/ruby/vendor_ruby]
  gem-home: ${folder}/gems
  gem-path: [${folder}/gems, /usr/lib/puppetserver/vendored-jruby-gems]
  server-conf-dir: ${folder}
  server-code-dir: ${folder}/code
  server-var-dir: ${folder}/var
  server-run-dir: ${folder}/run
  server-log-dir: ${folder}/log
  max-active-instances: 1
}
`,
    'logback.xml': `<configuration>
  <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
    <encoder><pattern>%d %p %m%n</pattern></encoder>
  </appender>
  <root level="info"><appender-ref ref="OUT"/></root>
</configuration>
`,
    'access.xml': `<configuration>
  <appender name="FILE" class="ch.qos.logback.core.FileAppender">
    <file>${folder}/access.log</file>
    <encoder><pattern>%h %s "%r" "%i{User-Agent}"</pattern></encoder>
  </appender>
  <appender-ref ref="FILE"/>
</configuration>
`,
  };
}
