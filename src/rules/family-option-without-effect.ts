import type { Bind } from '../inventory/model.ts';
import { formatListenEndpoint, ipOf } from '../inventory/values/listen-endpoint.ts';
import type { Rule } from './rule.ts';
import { leaveOut } from './shared/leave-out.ts';

/** v4v6 or v6only stands on a bind that is not every IPv6 address. */
export const familyOptionWithoutEffect: Rule = {
  code: 'INV125',
  name: 'family-option-without-effect',
  severity: 'warning',
  summary: '"v4v6" or "v6only" is set on a bind that is not [::].',
  why: 'Both options decide whether [::] accepts IPv4 connections too. HAProxy ignores them on other binds; if both are set, v6only wins.',
  *check({ pools }) {
    for (const bind of pools.flatMap(({ binds }) => binds)) {
      for (const name of ['v4v6', 'v6only'] as const) {
        const option = bind[name];
        if (option?.value !== true) continue;
        const lost = isEveryIPv6(bind)
          ? overruled(bind, name)
          : formatListenEndpoint(bind.endpoint.value);
        if (lost === undefined) continue;
        yield {
          message: `"${name}" has no effect ${isEveryIPv6(bind) ? 'beside' : 'on'} ${lost}`,
          at: option.from,
          part: 'key',
          help: `remove ${name}`,
          fix: leaveOut(name, option.from),
        };
      }
    }
  },
};

function isEveryIPv6({ endpoint }: Bind): boolean {
  return ipOf(endpoint.value)?.text === '::';
}

function overruled({ v6only }: Bind, name: 'v4v6' | 'v6only'): string | undefined {
  return name === 'v4v6' && v6only?.value === true ? '"v6only"' : undefined;
}
