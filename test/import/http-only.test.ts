import { expect, it } from 'vitest';
import { importText } from './meaning.ts';

const text = (line: string) =>
  `defaults\n  mode tcp\n  ${line}\nlisten compile\n  bind 10.0.0.100:8140\n  server a 10.0.0.1:8140\n`;

it('keeps what has an effect in mode tcp', () => {
  const { text: yaml, diagnostics } = importText(text('option abortonclose'));
  expect(yaml).toContain('options: { abortonclose: true }');
  expect(diagnostics.map(({ message }) => message).join()).not.toContain('does nothing');
});

it('leaves out what has none, and says so', () => {
  const { text: yaml, diagnostics } = importText(text('option http-no-delay'));
  expect(yaml).not.toContain('http-no-delay');
  expect(diagnostics.map(({ message }) => message)).toContain(
    '"option http-no-delay" has no effect in mode tcp; not imported',
  );
});
