import { expect, it } from 'vitest';
import { formatEndpoint, parseEndpoint } from '../../src/inventory/values/endpoint.ts';
import { parsePort } from '../../src/inventory/values/port.ts';
import { isError } from '../../src/text/result.ts';
import { expectCases } from './cases.ts';

it('endpoints are an address and a port', async () => {
  await expectCases('endpoint', (text) => parseEndpoint(text));
});

it('ports are plain numbers', async () => {
  await expectCases('port', parsePort);
});

it('the usual port is offered where there is none', () => {
  expect(parseEndpoint('10.0.0.1', 514)).toHaveProperty('help', 'write 10.0.0.1:514');
  expect(parseEndpoint('', 443)).toHaveProperty(
    'help',
    'write ADDRESS:443, for example 10.0.0.100:443',
  );
  expect(parseEndpoint('puppet:8142', 443)).toHaveProperty(
    'help',
    'write its IP address, for example 10.0.0.100:8142',
  );
});

it('are written as HAProxy reads them', () => {
  const written = (text: string): string => {
    const endpoint = parseEndpoint(text);
    return isError(endpoint) ? endpoint.message : formatEndpoint(endpoint.value);
  };
  expect(written(':8140')).toBe('*:8140');
  expect(written('10.0.0.1:8140')).toBe('10.0.0.1:8140');
  expect(written('[2001:DB8::0:1]:8140')).toBe('[2001:db8::1]:8140');
});

it('a text without end is refused', () => {
  expect(parseEndpoint('.'.repeat(1_000_000))).toHaveProperty('message');
  expect(parseEndpoint(':'.repeat(1_000_000))).toHaveProperty('message');
});
