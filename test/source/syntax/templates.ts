import { type Case, full, inFull, inSmall, small } from './base.ts';

export const templates: readonly Case[] = [
  {
    name: '%YAML no ---',
    input: `%YAML 1.2\n${small}`,
    found: [
      [
        '1:1 YML005',
        'YAML directive "%YAML 1.2" is not allowed in an inventory',
        'delete the line; puppetlb reads YAML 1.2',
      ],
    ],
  },
  {
    name: '%YAML 1.1 no ---',
    input: `%YAML 1.1\n${small}`,
    found: [
      [
        '1:1 YML005',
        'YAML directive "%YAML 1.1" is not allowed in an inventory',
        'delete the line; puppetlb reads YAML 1.2',
      ],
    ],
  },
  {
    name: '%YAML ok',
    input: `%YAML 1.2\n---\n${small}`,
    found: [
      [
        '1:1 YML005',
        'YAML directive "%YAML 1.2" is not allowed in an inventory',
        'delete the line; puppetlb reads YAML 1.2',
      ],
    ],
  },
  {
    name: '%FOO',
    input: `%FOO bar\n---\n${small}`,
    found: [
      [
        '1:1 YML005',
        'YAML directive "%FOO bar" is not allowed in an inventory',
        'delete the line; puppetlb reads YAML 1.2',
      ],
    ],
  },
  {
    name: '%FOO no ---',
    input: `%FOO bar\n${small}`,
    found: [
      [
        '1:1 YML005',
        'YAML directive "%FOO bar" is not allowed in an inventory',
        'delete the line; puppetlb reads YAML 1.2',
      ],
    ],
  },
  {
    name: '%YAML later',
    input: `${small}%YAML 1.2\n`,
    found: [
      [
        '7:1 YML005',
        'YAML directive "%YAML 1.2" is not allowed in an inventory',
        'delete the line; puppetlb reads YAML 1.2',
      ],
    ],
  },
  {
    name: 'jinja for',
    input: `{% for p in pools %}\n${small}{% endfor %}\n`,
    found: [
      [
        '1:1 YML001',
        '"{%" is template syntax (Jinja), not YAML',
        'render the template, then lint the result',
      ],
    ],
  },
  {
    name: 'jinja in the middle',
    input: `${inSmall('      - { name: b', '{% for s in s %}\n      - { name: b')}{% endfor %}\n`,
    found: [
      [
        '6:1 YML001',
        '"{%" is template syntax (Jinja), not YAML',
        'render the template, then lint the result',
      ],
    ],
  },
  {
    name: 'jinja indented',
    input:
      inSmall('      - { name: b', '      {% for s in s %}\n      - { name: b') +
      '      {% endfor %}\n',
    found: [
      [
        '6:7 YML001',
        '"{%" is template syntax (Jinja), not YAML',
        'render the template, then lint the result',
      ],
    ],
  },
  {
    name: 'jinja {%-',
    input:
      inSmall('      - { name: b', '      {%- for s in s %}\n      - { name: b') +
      '      {%- endfor %}\n',
    found: [
      [
        '6:7 YML001',
        '"{%" is template syntax (Jinja), not YAML',
        'render the template, then lint the result',
      ],
    ],
  },
  {
    name: 'erb',
    input:
      inSmall('      - { name: b', '      <% @s.each do |s| %>\n      - { name: b') +
      '      <% end %>\n',
    found: [
      [
        '6:7 YML001',
        '"<%" is template syntax (ERB, EPP), not YAML',
        'render the template, then lint the result',
      ],
    ],
  },
  {
    name: 'erb 0',
    input: `${inSmall('      - { name: b', '<% @s.each do |s| %>\n      - { name: b')}<% end %>\n`,
    found: [
      [
        '6:1 YML001',
        '"<%" is template syntax (ERB, EPP), not YAML',
        'render the template, then lint the result',
      ],
    ],
  },
  {
    name: 'erb -',
    input: `${inSmall('      - { name: b', '<%- @s.each do |s| -%>\n      - { name: b')}<%- end -%>\n`,
    found: [
      [
        '6:1 YML001',
        '"<%" is template syntax (ERB, EPP), not YAML',
        'render the template, then lint the result',
      ],
    ],
  },
  {
    name: 'erb value',
    input: inSmall('name: p', 'name: <%= @name %>'),
    found: [
      [
        '2:11 YML001',
        '"<%" is template syntax (ERB, EPP), not YAML',
        'render the template, then lint the result',
      ],
    ],
  },
  {
    name: 'erb value colon',
    input: inSmall('10.0.0.1:8140', '<%= @vip %>:8140'),
    found: [
      [
        '3:11 YML001',
        '"<%" is template syntax (ERB, EPP), not YAML',
        'render the template, then lint the result',
      ],
    ],
  },
  {
    name: 'epp',
    input: `<%- | String $vip | -%>\n${small}`,
    found: [
      [
        '1:1 YML001',
        '"<%" is template syntax (ERB, EPP), not YAML',
        'render the template, then lint the result',
      ],
    ],
  },
  {
    name: 'jinja value',
    input: inSmall('name: p', 'name: {{ name }}'),
    found: [
      [
        '2:11 YML001',
        '"{{" is template syntax (Jinja, Go), not YAML',
        'render the template, then lint the result; or, if "{{" is text, write the value in quotes',
      ],
    ],
  },
  {
    name: 'jinja value suffix',
    input: inSmall('10.0.0.1:8140', '{{ vip }}:8140'),
    found: [
      [
        '3:11 YML001',
        '"{{" is template syntax (Jinja, Go), not YAML',
        'render the template, then lint the result; or, if "{{" is text, write the value in quotes',
      ],
    ],
  },
  {
    name: 'jinja value default',
    input: inSmall('name: p', "name: {{ name | default('x') }}"),
    found: [
      [
        '2:11 YML001',
        '"{{" is template syntax (Jinja, Go), not YAML',
        'render the template, then lint the result; or, if "{{" is text, write the value in quotes',
      ],
    ],
  },
  {
    name: 'jinja two values',
    input: inSmall('name: p', 'name: {{ name }}').replace('10.0.0.1:8140', '{{ vip }}:8140'),
    found: [
      [
        '2:11 YML001',
        '"{{" is template syntax (Jinja, Go), not YAML',
        'render the template, then lint the result; or, if "{{" is text, write the value in quotes',
      ],
    ],
  },
  {
    name: 'jinja in flow',
    input: inSmall('name: a', 'name: {{ a }}'),
    found: [
      [
        '5:17 YML001',
        '"{{" is template syntax (Jinja, Go), not YAML',
        'render the template, then lint the result; or, if "{{" is text, write the value in quotes',
      ],
    ],
  },
  {
    name: 'jinja list',
    input: inSmall('10.0.0.1:8140', '[{{ vip }}]'),
    found: [
      [
        '3:12 YML001',
        '"{{" is template syntax (Jinja, Go), not YAML',
        'render the template, then lint the result; or, if "{{" is text, write the value in quotes',
      ],
    ],
  },
  {
    name: 'jinja middle value',
    input: inSmall('name: p', 'name: p-{{ name }}'),
    found: [
      [
        '2:13 YML001',
        '"{{" is template syntax (Jinja, Go), not YAML',
        'render the template, then lint the result; or, if "{{" is text, write the value in quotes',
      ],
    ],
  },
  {
    name: 'jinja comment',
    input: `{# x #}\n${small}`,
    found: [
      [
        '1:1 YML001',
        '"{#" is template syntax (Jinja), not YAML',
        'render the template, then lint the result',
      ],
    ],
  },
  {
    name: 'jinja key',
    input: `hosts:\n  {{ host }}:\n    address: 10.0.0.1\n${small}`,
    found: [
      [
        '2:3 YML001',
        '"{{" is template syntax (Jinja, Go), not YAML',
        'render the template, then lint the result; or, if "{{" is text, write the value in quotes',
      ],
    ],
  },
  {
    name: 'jinja middle in flow',
    input: inSmall('name: a', 'name: a-{{ a }}'),
    found: [
      [
        '5:19 YML001',
        '"{{" is template syntax (Jinja, Go), not YAML',
        'render the template, then lint the result; or, if "{{" is text, write the value in quotes',
      ],
    ],
  },
  {
    name: 'jinja line',
    input: `pools:\n{{ pools | to_yaml }}\n`,
    found: [
      [
        '2:1 YML001',
        '"{{" is template syntax (Jinja, Go), not YAML',
        'render the template, then lint the result; or, if "{{" is text, write the value in quotes',
      ],
    ],
  },
  {
    name: 'go template',
    input: `pools:\n{{- range .Pools }}\n  - name: {{ .Name }}\n{{- end }}\n`,
    found: [
      [
        '2:1 YML001',
        '"{{" is template syntax (Jinja, Go), not YAML',
        'render the template, then lint the result; or, if "{{" is text, write the value in quotes',
      ],
    ],
  },
  {
    name: 'shell var flow',
    input: inSmall('name: a', 'name: ${NAME}'),
    found: [
      [
        '5:17 YML001',
        'YAML reads the brackets in "${NAME}" as a list or a mapping',
        'write it in quotes: "${NAME}"',
      ],
    ],
  },
  {
    name: 'percent brace',
    input: inSmall('name: p', 'name: %{facts.name}'),
    found: [
      [
        '2:11 YML001',
        '"%{" is template syntax (Hiera, Terraform), not YAML',
        'render the template, then lint the result',
      ],
    ],
  },
  {
    name: '@@VAR@@',
    input: inSmall('name: p', 'name: @@NAME@@'),
    found: [
      [
        '2:11 YML001',
        'a value without quotes cannot begin with "@"',
        'write it in quotes: "@@NAME@@"',
      ],
    ],
  },
  {
    name: 'erb in flow',
    input: inFull('["compile*"]', '[<%= x %>]'),
    found: [
      [
        '28:15 YML001',
        '"<%" is template syntax (ERB, EPP), not YAML',
        'render the template, then lint the result',
      ],
    ],
  },
  {
    name: 'jinja in quotes and block',
    input: inFull('role: ca', 'role: "{{ x }}"\n{% if y %}'),
    found: [
      [
        '31:1 YML001',
        '"{%" is template syntax (Jinja), not YAML',
        'render the template, then lint the result',
      ],
    ],
  },
  {
    name: 'jinja in comment',
    input: inFull('role: ca', 'role: ca # {{ x }}').replace('kind: node', 'kind node'),
    found: [['16:5 YML001', 'a colon is missing after "kind"', 'write kind: node']],
  },
  {
    name: 'jinja in sections',
    input: inFull('frontend stats', 'frontend {{ x }}'),
    found: [],
  },
  {
    name: 'python format',
    input: inFull('role: ca', 'role: %(role)s'),
    found: [
      [
        '30:11 YML001',
        'a value without quotes cannot begin with "%"',
        'write it in quotes: "%(role)s"',
      ],
    ],
  },
  {
    name: 'go',
    input: `{{- define "x" }}\n${full}`,
    found: [
      [
        '1:1 YML001',
        '"{{" is template syntax (Jinja, Go), not YAML',
        'render the template, then lint the result; or, if "{{" is text, write the value in quotes',
      ],
    ],
  },
  {
    name: 'percent var',
    input: inFull('role: ca', 'role: %ROLE%'),
    found: [
      [
        '30:11 YML001',
        'a value without quotes cannot begin with "%"',
        'write it in quotes: "%ROLE%"',
      ],
    ],
  },
];
