/** The service of systemd that a process belongs to, by its /proc/PID/cgroup; that of a login is none. */
export function readUnit(cgroup: string): string | undefined {
  const paths = cgroup.split('\n').map((line) => line.replace(/^\d+:[^:]*:/, ''));
  const units = paths.flatMap((path) =>
    path.split('/').filter((part) => part.endsWith('.service')),
  );
  return units.findLast((unit) => !unit.startsWith('user@'));
}
