import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, stagedTree } from '../built.ts';
import { makeFolder } from '../folder.ts';

const local = join(root, 'node_modules/.bin/gitlab-ci-local');

/** What a program left behind. */
export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

/** A user's project on a GitLab that is a folder, beside a project that holds puppetlb, tagged. */
export interface Project {
  /** The path of a file of the user's project. */
  path(name: string): string;
  /** Writes `.gitlab-ci.yml`, and lets gitlab-ci-local do something with it, without a network. */
  pipeline(yaml: string, words: readonly string[], env?: Readonly<Record<string, string>>): Ended;
  /** The commit that the tag is on. */
  readonly commit: string;
  /** What jobs left in the folder for temporary files. */
  leftBehind(): readonly string[];
  remove(): void;
}

/** Makes a project; the component and the program are as they are written and built now. */
export function toProject(): Project {
  const folder = makeFolder();
  const [clone, fleet] = [folder.at('puppetlb'), folder.at('fleet')];
  const [home, temporary] = [folder.make('home'), folder.make('tmp')];
  const settings = folder.write(
    'gitconfig',
    `[user]
  name = somebody
  email = somebody@example.com
[init]
  defaultBranch = main
[url "file://${clone}/.git"]
  insteadOf = https://gitlab.example.com:443/puppet/puppetlb.git
  insteadOf = https://gitlab.example.com/puppet/puppetlb.git
[uploadpack]
  allowFilter = true
[safe]
  directory = *
`,
  );
  const places = { GIT_CONFIG_GLOBAL: settings, HOME: home, TMPDIR: temporary };
  const own = { ...process.env, ...places, FORCE_COLOR: '0' };
  const run = (cwd: string, [program = '', ...words]: readonly string[], env = {}): Ended => {
    const options = { cwd, encoding: 'utf8', env: { ...own, ...env } } as const;
    const { status, stdout, stderr, error } = spawnSync(program, words, options);
    if (error !== undefined) throw error;
    return { status, output: stdout + stderr };
  };
  const git = (cwd: string, ...words: string[]): string => {
    const { status, output } = run(cwd, ['git', ...words]);
    if (status !== 0) throw new Error(output);
    return output;
  };
  git(folder.path, 'clone', '--quiet', stagedTree(), clone);
  git(folder.path, 'init', '--quiet', fleet);
  git(fleet, 'remote', 'add', 'origin', 'https://gitlab.example.com/puppet/fleet.git');
  git(fleet, 'commit', '--quiet', '--allow-empty', '--message', 'Begin');
  git(fleet, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
  git(fleet, 'symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
  return {
    path: (name) => folder.at('fleet', name),
    pipeline(yaml, words, env = {}) {
      folder.write('fleet/.gitlab-ci.yml', yaml);
      git(fleet, 'add', '--all');
      return run(fleet, ['unshare', '--net', process.execPath, local, ...words], env);
    },
    commit: git(clone, 'rev-parse', 'HEAD').trim(),
    leftBehind: () => folder.names('tmp'),
    remove: folder.remove,
  };
}
