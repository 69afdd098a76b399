/** The file that says which HAProxy this balancer runs; it belongs to root. */
export const settingsFile = '/etc/puppetlb/apply.yaml';

/** The folder of what commands remember of this balancer; it belongs to root, and nobody else may look into it. */
export const stateFolder = '/var/lib/puppetlb';

/** The journal of an apply that is not confirmed yet. */
export const journalFile = '/var/lib/puppetlb/apply.json';
