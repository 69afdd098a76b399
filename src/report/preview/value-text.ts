import { subjectText } from '../../diff/change.ts';
import type { Risk } from '../../diff/risks.ts';
import type { Value } from '../../diff/value.ts';
import { endpointText, listenText } from '../../haproxy/model/address.ts';
import type { ProxyCheck } from '../../haproxy/model/proxies.ts';
import { maskWords } from '../secrets.ts';

const maxNames = 8;

/** A value in words, its secrets masked. */
function valueText(value: Value): string {
  if (value === null) return '-';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'object') return String(value);
  switch (value.kind) {
    case 'time':
      return timeText(value.milliseconds);
    case 'address':
      return endpointText(value.host, value.port);
    case 'words':
      return maskWords(value.words).slice(value.from).join(' ');
    case 'lines':
      return value.lines.map((words) => maskWords(words).join(' ')).join('; ');
    case 'names': {
      const more = value.names.length > maxNames ? ['...'] : [];
      return [...value.names.slice(0, maxNames), ...more].join(', ');
    }
    case 'pool':
      return `in ${value.name}`;
    case 'section': {
      const count = value.servers === 1 ? '1 server' : `${value.servers} servers`;
      return value.listens.length === 0 ? count : `on ${value.listens.join(', ')}, ${count}`;
    }
    case 'server': {
      const { at, weight, id, more } = value;
      return [valueText(at), `weight ${weight}`, `id ${id}`, ...more].join(', ');
    }
    case 'asks':
      return checkText(value.check);
    case 'bind':
      return [
        value.bind.addresses.map(listenText).join(','),
        ...maskWords(value.bind.options),
      ].join(' ');
  }
}

/** A value in words, where a side has one. */
export function textOf(value: Value | undefined): string | undefined {
  return value === undefined ? undefined : valueText(value);
}

/** What is at risk, in one clause. */
export function riskText(risk: Risk): string {
  if (risk.kind !== 'check') return risk.message;
  const found = risk.changes.map(
    ({ subject, before, after }) => `${subjectText(subject)} ${textOf(before)} -> ${textOf(after)}`,
  );
  return `checks that passed may now fail: ${[...new Set(found)].join('; ')}`;
}

/** What a check asks and what it expects. */
function checkText(check: ProxyCheck): string {
  const rules = check.rules.map(({ words }) => maskWords(words).slice(1).join(' '));
  if (check.kind === 'other') return [maskWords(check.words).join(' '), ...rules].join('; ');
  const { method, uri, version, headers } = check;
  const shown = headers.map(([name, value]) =>
    maskWords(['http-check', 'send', 'hdr', name, value]).slice(3).join(': '),
  );
  return [`${method} ${uri} ${version}`, ...shown, ...rules].join('; ');
}

const units: readonly (readonly [number, string])[] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'm'],
  [1000, 's'],
];

/** A time in the unit that a person would write. */
export function timeText(milliseconds: number): string {
  const unit = units.find(([size]) => milliseconds > 0 && milliseconds % size === 0);
  return unit === undefined ? `${milliseconds}ms` : `${milliseconds / unit[0]}${unit[1]}`;
}
