/** Files that are no inventory, and what people call them. */
export const otherFileNames = {
  haproxy: 'an HAProxy configuration',
  'haproxy-template': 'a template of an HAProxy configuration',
  template: 'a template',
  'state-file': 'a state file of HAProxy',
  statistics: 'a list of statistics from HAProxy',
  script: 'a script',
  ini: 'an INI file',
  toml: 'a TOML file',
  html: 'a web page',
  xml: 'an XML file',
  pem: 'a certificate or a key',
  patch: 'a patch',
  puppet: 'a Puppet manifest',
  hocon: 'a configuration of Puppet Server',
  keepalived: 'a keepalived configuration',
  nginx: 'an nginx configuration',
  xinetd: 'a service of xinetd',
  unit: 'a systemd unit',
  terraform: 'a Terraform file',
  variables: 'a file of variables',
  log: 'a log',
  csv: 'a CSV file',
  names: 'a list of names or addresses',
  kubernetes: 'a Kubernetes manifest',
  compose: 'a Docker Compose file',
  ansible: 'an Ansible playbook',
  'ansible-inventory': 'a list of hosts for Ansible',
  hiera: 'a configuration of Hiera',
  'hiera-data': 'data of Hiera',
  workflow: 'a GitHub workflow',
  pipeline: 'a GitLab pipeline',
  hooks: 'a pre-commit configuration',
  prometheus: 'a Prometheus configuration',
  envoy: 'an Envoy configuration',
  traefik: 'a Traefik configuration',
  'data-plane': 'a configuration of the HAProxy Data Plane API',
  'cloud-init': 'a cloud-init file',
  package: 'a package.json',
  settings: 'a configuration of puppetlb',
  json: 'a JSON file of another program',
  'json-lines': 'a file of several JSON texts',
  markdown: 'a Markdown page',
  unknown: 'a file of another program',
} as const;

/** A kind of file that is no inventory. */
export type OtherFile = keyof typeof otherFileNames;

const section =
  'global|defaults|listen|frontend|backend|peers|userlist|resolvers|mailers|cache|program|ring|http-errors|' +
  'fcgi-app|crt-store|crt-list|log-forward|log-profile|traces|acme|healthcheck';

/** What the first lines begin with, without comments, indentation and the tags of templates; the first that fits. */
export const fileKinds: readonly (readonly [OtherFile, RegExp])[] = [
  ['html', /^<(?:!doctype html|html)/i],
  ['xml', /^<(?:\?xml|!--|[a-z][\w:-]*(?: [^>]*)?>)/],
  ['pem', /^-----BEGIN /],
  ['patch', /^(?:diff --git |Index: |commit [0-9a-f]{40}|--- \S.*\n\+\+\+ )/],
  ['state-file', /^1\n[0-9]+ \S+ [0-9]+ \S+ \S+ [0-9]/],
  ['statistics', /^[^\s,]+,[^\s,]+,[0-9]*,[0-9]*,[0-9]*/],
  ['json-lines', /^\{[^\n]*\}\n\{/],
  ['unit', /^\[(?:Unit|Service|Timer|Socket|Mount)\]\n/],
  [
    'toml',
    /^(?:\[\[[^[\],:{}]+\]\]\n|(?:\[[^\]\n]+\]\n)?[\w.-]+ *= *(?:["'[{]|(?:true|false)(?:\n|$)))/,
  ],
  ['variables', /^(?:export )?[A-Z_][A-Z0-9_]*=/],
  [
    'ini',
    /^(?:\[[^[\],:{}]+\]\n(?:[\w. -]+=|[\w-]+\.[\w.-]+(?:\n|$))|[\w.-]+ *= *[^\n]*\n[\w.-]+ *=)/,
  ],
  ['puppet', /^(?:class|node|define|plan|function)\b[^\n]*[{(](?:\n|$)/],
  [
    'puppet',
    /^(?:(?:include|contain) [\w:]+(?:\n|$)|[a-z]\w*(?:::\w+)+ \{|\$\w+ *= |(?:forge|mod) ["'])/,
  ],
  [
    'hocon',
    /^(?:webserver|jruby-puppet|http-client|profiler|authorization|web-router-service|certificate-authority) *:? *\{/,
  ],
  ['keepalived', /^(?:![^\n]*\n)*(?:vrrp_\w+|global_defs|virtual_server)\b/],
  [
    'nginx',
    /^(?:(?:user|worker_processes|include|load_module|pid) [^\n]*;\n)*(?:http|stream|events|server|upstream \S+) *\{/,
  ],
  ['xinetd', /^service \S+\s*\{/],
  [
    'terraform',
    /^(?:(?:resource|variable|provider|module|data|output) "[^"]*"|terraform|locals)[^\n]*\{/,
  ],
  ['script', /^(?:import \w+\n|from \w+ import |require ["']|set -[a-z]+\n)/],
  [
    'log',
    /^(?:[A-Z][a-z]{2} [ 0-9]?[0-9] |[0-9]{4}-[0-9]{2}-[0-9]{2}[ T])[0-9]{2}:[0-9]{2}:[0-9]{2}/,
  ],
  [
    'haproxy',
    new RegExp(String.raw`^(?:${section})(?:[ \t][^\n]*)?(?:$|\n(?!- |[^\s:]+:(?:\s|$)))`),
  ],
  [
    'haproxy',
    /^(?:\.if \S|(?:server|bind|listen|default-server) [^\s:]+ ?[^\s]*:[0-9]+|option [a-z-]+\n)/,
  ],
  ['csv', /^[\w" -]+(?:,[\w" -]+)+\n[^\n]*,/],
  ['names', /^(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[\w-]+(?:\.[\w-]+)+)(?:[ \t]+[\w.-]+)*(?:\n|$)/],
];
