/** Columns and keys that hold an address, the best first; in lower case. */
export const addressFields: readonly string[] = [
  'ipaddress',
  'ip',
  'address',
  'client',
  'networking.ip',
  'facts.networking.ip',
  'facts.ipaddress',
  'ipaddress6',
  'networking.ip6',
  'facts.networking.ip6',
];

/** Columns and keys that hold the name of a machine, the best first. */
export const nameFields: readonly string[] = [
  'certname',
  'name',
  'fqdn',
  'hostname',
  'host',
  'node',
];

/** Facts whose value is an address (Facter 2 to 5). */
export const addressFacts: ReadonlySet<string> = new Set([
  'ipaddress',
  'ipaddress6',
  'networking.ip',
  'networking.ip6',
]);
