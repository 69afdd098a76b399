import { comparableService, globalWords, hasGlobalLog } from '../src/haproxy/model/comparable.ts';
import { comparableOptions } from '../src/haproxy/model/comparable-server.ts';
import { readableWords } from '../src/haproxy/model/directive.ts';
import type { Proxies, ProxyServer } from '../src/haproxy/model/proxies.ts';
import { joinServices, type Service } from '../src/haproxy/model/services.ts';

/** What of a configuration makes a difference to HAProxy, to be compared with another one. */
export function comparable(proxies: Proxies): Record<string, unknown> {
  const { services, alone } = joinServices(proxies);
  const isLogged = hasGlobalLog(proxies);
  const whole = (service: Service) => ({
    ...comparableService(service, isLogged),
    servers: service.back.servers.map(comparableServer),
  });
  return {
    global: proxies.global
      .map((line) => JSON.stringify(globalWords(line)))
      .sort()
      .map((line): unknown => JSON.parse(line)),
    services: Object.fromEntries(services.map((service) => [service.name, whole(service)])),
    alone: alone.map((proxy) => ({
      kind: proxy.kind,
      name: proxy.name,
      ...whole({ name: proxy.name, front: proxy, back: proxy }),
    })),
    others: proxies.others.map(({ opening, lines }) => [opening, ...lines].map(readableWords)),
  };
}

function comparableServer(server: ProxyServer): object {
  const { name, id, point, weight, isChecked, checkPort, isBackup, isDisabled, unknown } = server;
  const { host, port, offset } = point;
  return {
    ...{ name, id, host, port, offset, weight, isBackup, isDisabled, unknown },
    check: isChecked ? { port: checkPort } : undefined,
    options: comparableOptions(server),
  };
}
