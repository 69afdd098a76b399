/** What the servers of a pool do. */
export type Role = 'compile' | 'ca' | 'pcp' | 'puppetdb';

/** The ports of a role: what clients use, and where a status API answers if it is another one. */
export interface RolePorts {
  readonly port: number;
  readonly statusPort?: number;
}

/**
 * The ports of the services around Puppet. The PCP broker lives in Puppet Server, whose status API
 * answers on 8140 (Puppet Enterprise, firewall configuration).
 */
export const roles: Readonly<Record<Role, RolePorts>> = {
  compile: { port: 8140 },
  ca: { port: 8140 },
  pcp: { port: 8142, statusPort: 8140 },
  puppetdb: { port: 8081 },
};
