/** Files that are not an inventory, and what they are called. */
export const otherFileNames = {
  haproxy: 'an HAProxy configuration',
  'haproxy-template': 'an HAProxy configuration template',
  template: 'a template',
  'state-file': 'an HAProxy state file',
  statistics: 'a CSV file of HAProxy statistics',
  script: 'a script',
  ini: 'an INI file',
  toml: 'a TOML file',
  html: 'a web page',
  xml: 'an XML file',
  pem: 'a certificate or a key',
  patch: 'a patch',
  puppet: 'a Puppet manifest',
  hocon: 'a Puppet Server configuration',
  keepalived: 'a keepalived configuration',
  nginx: 'an nginx configuration',
  xinetd: 'an xinetd service',
  unit: 'a systemd unit',
  terraform: 'a Terraform file',
  variables: 'a file of environment variables',
  log: 'a log file',
  csv: 'a CSV file',
  names: 'a list of names or addresses',
  kubernetes: 'a Kubernetes manifest',
  compose: 'a Docker Compose file',
  ansible: 'an Ansible playbook',
  'ansible-inventory': 'an Ansible hosts file',
  hiera: 'a Hiera configuration',
  'hiera-data': 'a Hiera data file',
  workflow: 'a GitHub workflow',
  pipeline: 'a GitLab pipeline',
  hooks: 'a pre-commit configuration',
  prometheus: 'a Prometheus configuration',
  envoy: 'an Envoy configuration',
  traefik: 'a Traefik configuration',
  'data-plane': 'an HAProxy Data Plane API configuration',
  'cloud-init': 'a cloud-init file',
  package: 'a package.json',
  settings: 'a puppetlb configuration',
  json: 'a JSON file of another program',
  'json-lines': 'a JSON Lines file',
  markdown: 'a Markdown page',
  unknown: 'a file of another program',
} as const;

/** A kind of file that is not an inventory. */
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
