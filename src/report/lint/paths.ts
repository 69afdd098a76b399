import { isAbsolute, relative, resolve, sep } from 'node:path';

/**
 * Names files as a service does that shows a repository: below its root, with forward slashes. What is no file,
 * like `<stdin>`, or is elsewhere keeps the name that the user gave it.
 */
export function toPathOf(root: string, cwd: string): (name: string) => string {
  return (name) => {
    if (/^<.*>$/.test(name)) return name;
    const steps = relative(root, resolve(cwd, name)).split(sep);
    const isBelow = steps[0] !== '..' && !isAbsolute(steps.join(sep));
    return isBelow ? steps.join('/') : name;
  };
}
