import { describe, expect, it } from 'vitest';
import { importText } from './meaning.ts';

const listen = 'listen a\n  bind 10.0.0.1:8140\n  server b 10.0.0.2:8140\n';

const templates = {
  'ERB or EPP': ['<%= @vip %>', '<%- if x -%>', '<%# note %>'],
  Jinja: ['{% for host in masters %}', '{%- if x %}'],
  'Jinja or Go': ['{{ vip }}', '{{.Values.vip}}', '{{ range .Hosts }}'],
  Hiera: ['%{::ipaddress}', "%{lookup('vip')}", '%{facts.ip}'],
};

describe('a template', () => {
  for (const [language, texts] of Object.entries(templates)) {
    for (const text of texts) {
      it(`${text} is named, and not read`, () => {
        const { text: inventory, diagnostics } = importText(listen.replace('10.0.0.1', text));
        const message = `this is a template (${language})`;
        expect(diagnostics.map((found) => found.message)).toEqual([message]);
        expect(diagnostics[0]?.primary.span.start).toBe(listen.indexOf('10.0.0.1'));
        expect(inventory).toBeUndefined();
      });
    }
  }

  it('is not what a comment, a log format or a variable makes of a file', () => {
    const text = `# {{ ansible_managed }}\n${listen}  log-format "%{+Q}r %[src] {\\"a\\":{\\"b\\":1}}" # {{ x }}\n`;
    expect(importText(text).text).toContain('name: a');
  });
});

describe('another file', () => {
  const files: Readonly<Record<string, string>> = {
    'pools:\n  - name: a\n': 'this is an inventory, not an HAProxy configuration',
    '# x\n---\nhaproxy:\n  sections: |\n    frontend f\n      bind :1\nhosts: {}\n':
      'this is an inventory, not an HAProxy configuration',
    'a: 1\nb: [2]\n': 'this is YAML, not an HAProxy configuration',
    '{"a": 1}\n': 'this is JSON, not an HAProxy configuration',
    '[a]\nb=1\n': 'this is an INI file, not an HAProxy configuration',
    'class a {\n}\n': 'this is a Puppet manifest, not an HAProxy configuration',
    '-----BEGIN CERTIFICATE-----\nabc\n':
      'this is a certificate or a key, not an HAProxy configuration',
    '# x\nupstream a {\n}\n': 'this is an nginx configuration, not an HAProxy configuration',
    'vrrp_instance A {\n}\n': 'this is a keepalived configuration, not an HAProxy configuration',
    'services: {}\nversion: "3"\n': 'this is a Docker Compose file, not an HAProxy configuration',
    'server a 10.0.0.1:8140\n': '"server" is not a section keyword',
    '# nothing\n': 'the file has no HAProxy section',
  };
  for (const [text, message] of Object.entries(files)) {
    it(`${JSON.stringify(text)} is named in one sentence`, () => {
      const { text: inventory, diagnostics } = importText(text);
      expect(diagnostics.map((found) => found.message)).toEqual([message]);
      expect(inventory).toBeUndefined();
    });
  }
});
