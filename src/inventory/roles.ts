/** What the servers of a pool do. */
export type Role =
  | 'compile'
  | 'ca'
  | 'pcp'
  | 'puppetdb'
  | 'console'
  | 'classifier'
  | 'orchestrator'
  | 'code-manager'
  | 'other';

/** What is known of a role. */
export interface RoleFacts {
  /** The port of the service; undefined where the inventory must set it. */
  readonly port?: number;
  /** Where a status API answers if that is another port. */
  readonly statusPort?: number;
  /** Whether the service is one that every Puppet has, which the script on a node can ask. */
  readonly isPuppets: boolean;
  /** The service, in words. */
  readonly service: string;
}

/**
 * The ports of the services around Puppet. The PCP broker lives in Puppet Server, whose status API
 * answers on 8140 (Puppet Enterprise, firewall configuration). What Puppet Enterprise alone has was
 * not asked: its ports are those of the same page, and of its page on status APIs.
 */
export const roles: Readonly<Record<Role, RoleFacts>> = {
  compile: { port: 8140, isPuppets: true, service: 'Puppet Server' },
  ca: { port: 8140, isPuppets: true, service: 'Puppet Server' },
  pcp: { port: 8142, statusPort: 8140, isPuppets: true, service: 'the PCP broker' },
  puppetdb: { port: 8081, isPuppets: true, service: 'PuppetDB' },
  console: { port: 443, statusPort: 4433, isPuppets: false, service: 'the console' },
  classifier: { port: 4433, isPuppets: false, service: 'the classifier' },
  orchestrator: { port: 8143, isPuppets: false, service: 'the orchestrator' },
  'code-manager': {
    port: 8170,
    statusPort: 8140,
    isPuppets: false,
    service: 'Code Manager',
  },
  other: { isPuppets: false, service: 'another service' },
};

/** The names of the roles. */
export const roleNames = Object.keys(roles) as readonly Role[];

/** Whether Puppet Server itself answers for a role. */
export function isPuppetServer(role: Role): boolean {
  return roles[role].isPuppets && role !== 'puppetdb';
}
