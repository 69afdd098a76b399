import { describe, expect, it } from 'vitest';
import { useFolder } from '../use-folder.ts';
import { buildInto, runApart } from './machine.ts';
import type { Ended } from './nodes.ts';

const machine = useFolder();

interface Wanted {
  readonly balancer?: string;
  readonly transport?: string;
  readonly address?: string;
  readonly agent?: string;
}

/** Builds a node and runs commands on its machine; `install` is the node's install.sh, said with how it ended. */
async function onNode(
  name: string,
  { balancer = '127.0.0.1', transport = 'xinetd', address = '10.0.0.101', agent = '' }: Wanted,
  commands: string,
): Promise<Ended> {
  const folder = machine.at(name);
  await buildInto(
    folder,
    `haproxy: { balancers: [${balancer}] }
pools:
  - name: compile
    bind: 10.0.0.100:8140
    check: { kind: node, transport: ${transport}${agent} }
    servers: [{ name: compile01, address: ${address} }]
`,
  );
  return await runApart(
    folder,
    `exec 2>&1
install() { rc=0; sh '${folder}/out/compile01/install.sh' "$@" || rc=$?; echo "ended with $rc"; }
ask() { curl -s -o own/answer -w 'asked: %{http_code}\n' --max-time 8 http://127.0.0.1:9200/ || true; }
start_puppet() {
  openssl req -x509 -newkey rsa:2048 -nodes -keyout own/key -out own/certificate -subj /CN=puppet 2>/dev/null
  mkdir -p own/www/status/v1 && echo running >own/www/status/v1/simple
  (cd own/www && exec openssl s_server -accept 8140 -cert ../certificate -key ../key -WWW >/dev/null 2>&1) &
  sleep 1
}
article() {
  cat >"$1" <<END
service \${2:-puppetmastercheck}
{
    type        = UNLISTED
    disable     = no
    socket_type = stream
    protocol    = tcp
    wait        = no
    port        = 9200
    user        = nobody
    server      = /usr/local/sbin/puppetmastercheck
    only_from   = 127.0.0.1
}
END
  cat >/usr/local/sbin/puppetmastercheck <<'END'
#!/bin/sh
printf 'HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\narticle'
sleep 0.2
END
  chmod 755 /usr/local/sbin/puppetmastercheck
}
${commands}`,
  );
}

const hosts = { timeout: 120_000 };

describe('install.sh asks the port as HAProxy will', hosts, () => {
  it('and says that the node answers, each time', async () => {
    const { stdout } = await onNode(
      'works',
      {},
      'start_puppet; install; install --dry-run; install',
    );
    expect(stdout.match(/ended with ./g), stdout).toEqual(Array(3).fill('ended with 0'));
    expect(stdout.match(/port 9200 answers 200: Puppetmaster is running\./g)).toHaveLength(2);
    expect(stdout).toMatch(/installed already\nwould ask port 9200 as HAProxy does\n/);
  });

  it('and says that Puppet does not work, each time', async () => {
    const { stdout } = await onNode('fails', {}, 'install; install');
    expect(stdout.match(/ended with ./g), stdout).toEqual(['ended with 2', 'ended with 2']);
    expect(stdout.match(/HAProxy would take this node out: port 9200 answers 503: /g)).toHaveLength(
      2,
    );
    expect(stdout).toMatch(/the health check of compile01 is installed already/);
  });

  it('with the rights of the script, not of root', async () => {
    const { stdout } = await onNode(
      'rights',
      {},
      'start_puppet; install; chmod 750 /usr/local/sbin; install; chmod 755 /usr/local/sbin\n' +
        '(umask 077; echo maint >/etc/puppetmastercheck/state); install',
    );
    expect(stdout.match(/ended with ./g), stdout).toEqual(
      [0, 2, 0].map((rc) => `ended with ${rc}`),
    );
    expect(stdout).toMatch(/may the user nobody run \/usr\/local\/sbin\/puppetmastercheck/);
    expect(stdout).toMatch(/answers 503, as it should: .* cannot be read/);
  });

  it('also where the balancers alone may ask', async () => {
    const { stdout } = await onNode(
      'closed',
      { balancer: '10.0.0.11' },
      'start_puppet; install; chmod 750 /usr/local/sbin; install',
    );
    expect(stdout.match(/ended with ./g), stdout).toEqual(['ended with 0', 'ended with 2']);
    expect(stdout).toMatch(
      /answers the balancers alone; the script says: Puppetmaster is running\./,
    );
    expect(stdout).toMatch(/the user nobody may not run/);
  });

  it('and starts again what could not be started', async () => {
    const broken =
      "printf '#!/bin/sh\\nexit 1\\n' >/usr/local/sbin/service; chmod 755 /usr/local/sbin/service";
    const { stdout } = await onNode(
      'again',
      {},
      `start_puppet; PATH=/usr/local/sbin:$PATH; ${broken}; install; rm /usr/local/sbin/service; hash -r; install; ask`,
    );
    expect(stdout.match(/ended with ./g), stdout).toEqual(['ended with 2', 'ended with 0']);
    expect(stdout).toMatch(/xinetd could not be started/);
    expect(stdout).toMatch(/asked: 200/);
  });

  it('unless a port of the agent is not there', async () => {
    const { stdout } = await onNode(
      'agent',
      { agent: ', agent: { port: 9201 }' },
      'start_puppet; install',
    );
    expect(stdout, stdout).toMatch(/ended with 0/);
  });
});

describe('install.sh changes nothing', hosts, () => {
  const says = async (name: string, commands: string, wanted: Wanted = {}): Promise<string> => {
    const { stdout } = await onNode(
      name,
      wanted,
      `before() { find /usr/local/sbin /etc/xinetd.d /etc/services /etc/puppetmastercheck -type f -exec sha256sum {} + 2>/dev/null | sort; }
${commands}
before >own/before; install; before | cmp own/before && echo untouched`,
    );
    return stdout;
  };

  it.each([
    ['file', 'article /etc/xinetd.d/puppet-check'],
    ['name', 'article /etc/xinetd.d/puppet-check puppetlb-x'],
    ['port', 'article /etc/xinetd.d/other lb; sed -i /server/d /etc/xinetd.d/other'],
    [
      'services',
      "article /etc/xinetd.d/other lb; sed -i '/server\\|port/d' /etc/xinetd.d/other; echo 'lb 9200/tcp' >>/etc/services",
    ],
    ['script', "article /etc/xinetd.d/other lb; sed -i 's/9200/9300/' /etc/xinetd.d/other"],
    ['conf', 'article own/one lb; cat own/one >>/etc/xinetd.conf'],
    ['include', 'article /etc/lb.conf lb; echo include /etc/lb.conf >>/etc/xinetd.conf'],
  ])('where another service is in the way, by its %s', async (name, commands) => {
    const stdout = await says(`foreign-${name}`, `start_puppet; ${commands}; service xinetd start`);
    expect(stdout, stdout).toMatch(/ended with 1/);
    expect(stdout).toMatch(/has another service with the check's port, name or script: "/);
    expect(stdout).toMatch(/untouched\n$/);
  });

  it.each([
    ['disabled', "article /etc/xinetd.d/other lb; sed -i 's/= no$/= yes/' /etc/xinetd.d/other"],
    ['unread', 'article /etc/xinetd.d/other.bak lb'],
    [
      'udp',
      "article /etc/xinetd.d/other lb; sed -i '/server/d; s/= tcp/= udp/' /etc/xinetd.d/other",
    ],
  ])('but goes on where another service is %s', async (name, commands) => {
    const { stdout } = await onNode(`not-${name}`, {}, `start_puppet; ${commands}; install`);
    expect(stdout, stdout).toMatch(/ended with 0/);
  });

  it('where systemd has the port for another service, and under systemd where xinetd does', async () => {
    const unit = `mkdir -p /etc/systemd/system/sockets.target.wants
printf '[Socket]\\nListenStream=0.0.0.0:9200\\n' >/etc/systemd/system/lb.socket
ln -s ../lb.socket /etc/systemd/system/sockets.target.wants/lb.socket`;
    const stdout = await says('socket', unit);
    expect(stdout, stdout).toMatch(
      /lb.socket has port 9200; systemctl disable --now lb.socket first/,
    );
    const other = await says('under-systemd', 'article /etc/xinetd.d/puppet-check', {
      transport: 'systemd',
    });
    expect(other, other).toMatch(
      /has another service with the check's port[\s\S]*ended with 1[\s\S]*untouched/,
    );
  });

  it('where another program has the port', async () => {
    const stdout = await says('taken', 'start_puppet; socat TCP-LISTEN:9200,fork - & sleep 1');
    expect(stdout, stdout).toMatch(/port 9200 is taken by socat/);
    expect(stdout).toMatch(/ended with 1\nuntouched\n$/);
  });

  it('on a machine that the folder is not for', async () => {
    const stdout = await says('elsewhere', 'start_puppet', { address: '10.0.0.102' });
    expect(stdout, stdout).toMatch(
      /this is machine, and the folder is for compile01 at 10.0.0.102;/,
    );
    expect(stdout).toMatch(/ended with 1\nuntouched\n$/);
  });

  it('where a node that is UP would go DOWN', async () => {
    const stdout = await says(
      'outage',
      'article /etc/xinetd.d/puppetmastercheck; service xinetd start; sleep 1',
    );
    expect(stdout, stdout).toMatch(
      /takes this node for UP now, and would take it out: .*nobody listens/,
    );
    expect(stdout).toMatch(/ended with 1\nuntouched\n$/);
  });
});

describe('install.sh does what is insisted on', hosts, () => {
  it('disables another service, and brings it back', async () => {
    const { stdout } = await onNode(
      'replace',
      {},
      `start_puppet; article /etc/xinetd.d/puppet-check; cp /etc/xinetd.d/puppet-check own/old
service xinetd start; sleep 1; install --replace-foreign --dry-run; install --replace-foreign; ask
ls /etc/xinetd.d; install --uninstall; cmp own/old /etc/xinetd.d/puppet-check && echo same; ask`,
    );
    expect(stdout.match(/ended with ./g), stdout).toEqual(Array(3).fill('ended with 0'));
    expect(stdout).toMatch(
      /would disable service puppetmastercheck: move \/etc\/xinetd.d\/puppet-check to/,
    );
    expect(stdout.match(/asked: 200/g)).toHaveLength(2);
    expect(stdout).toMatch(/same\n/);
  });

  it('leaves out a node whose xinetd was stopped, until it is told to start it', async () => {
    const { stdout } = await onNode(
      'stopped',
      {},
      'start_puppet; article /etc/xinetd.d/puppetmastercheck; install; ask; install; ask; install --start; ask; service xinetd stop; sleep 1; install; ask',
    );
    expect(stdout.match(/(ended with|asked:) \d+/g), stdout).toEqual(
      ['2', '000', '2', '000', '0', '200', '2', '000'].map((code, at) =>
        at % 2 === 0 ? `ended with ${code}` : `asked: ${code}`,
      ),
    );
    expect(stdout).toMatch(/what answers on port 9200 is stopped and stays so; --start starts it/);
  });

  it('takes away a drained check', async () => {
    const { stdout } = await onNode(
      'drained',
      {},
      'start_puppet; install; echo drain upgrade >/etc/puppetmastercheck/state; install; install --uninstall; ask; install --uninstall --insist',
    );
    expect(stdout.match(/(ended with|asked:) \d+/g), stdout).toEqual([
      ...['ended with 0', 'ended with 0', 'ended with 1', 'asked: 503', 'ended with 0'],
    ]);
    expect(stdout).toMatch(
      /state keeps this node out \(drain upgrade\), and nothing would any more/,
    );
  });
});
