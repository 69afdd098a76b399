/** The file that says which HAProxy this balancer runs; it belongs to root. */
export const settingsFile = '/etc/puppetlb/apply.yaml';
