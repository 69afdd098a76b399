import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, tag } from '../built.ts';
import { recipe } from '../pages/recipe.ts';
import { type Project, toProject } from './gitlab.ts';

describe('the component for GitLab', { timeout: 120_000 }, () => {
  let project: Project;
  beforeAll(() => {
    project = toProject();
    copyFileSync(join(root, 'examples/fleet/inventory.yaml'), project.path('puppetlb.yaml'));
    copyFileSync(join(root, 'examples/fleet/haproxy.cfg'), project.path('haproxy.cfg'));
    copyFileSync(join(root, 'examples/seed/inventory.yaml'), project.path('seed.yaml'));
  });
  afterAll(() => project.remove());

  const shown = recipe('.gitlab-ci.yml');
  const compared = '      haproxy-cfg: haproxy.cfg\n';
  const use = (inputs: string): string => shown.replace(compared, inputs);
  const run = (inputs: string): ReturnType<Project['pipeline']> => {
    rmSync(project.path('gl-code-quality-report.json'), { force: true });
    return project.pipeline(use(inputs), ['--force-shell-executor', '--artifacts-to-source']);
  };
  const found = (): { check_name: string; location: { path: string } }[] =>
    JSON.parse(readFileSync(project.path('gl-code-quality-report.json'), 'utf8'));

  it('is a job that the schema of pipelines takes', () => {
    const { status, output } = project.pipeline(use(''), ['--list-json']);
    expect(output).toContain('json schema validated');
    expect(status, output).toBe(0);
    const [job] = JSON.parse(/^\[[\s\S]*^\]/m.exec(output)?.[0] ?? '');
    expect(job).toMatchObject({ name: 'puppetlb', stage: 'test' });
  });

  it('is refused where it is broken, and where an input is missing or unknown', () => {
    const template = readFileSync(join(root, 'templates/lint.yml'), 'utf8');
    writeFileSync(project.path('broken.yml'), template.replace('  script:', '  skript:'));
    const include = 'include: { local: broken.yml, inputs: { repository: a, version: b } }\n';
    const broken = project.pipeline(include, ['--list']);
    rmSync(project.path('broken.yml'));
    expect(broken.status, broken.output).not.toBe(0);
    const missing = project.pipeline(use('').replace(/ +version.*\n/, ''), ['--list']);
    expect(missing.output).toMatch(/`version`/);
    expect(missing.status).not.toBe(0);
  });

  it('passes an inventory that is right, and leaves nothing behind', () => {
    const { status, output } = run(compared);
    expect(output).toContain('PASS  puppetlb');
    expect(status).toBe(0);
    expect(found()).toEqual([]);
    expect(project.leftBehind()).toEqual([]);
  });

  it('runs at a commit where there is no tag', () => {
    // gitlab-ci-local finds the component by a branch or a tag alone; GitLab takes a commit there, too.
    const pinned = shown.replace(`version: ${tag}`, `version: ${project.commit}`);
    expect(pinned).not.toBe(shown);
    const { status, output } = project.pipeline(pinned, ['--force-shell-executor']);
    expect(output).toContain('PASS  puppetlb');
    expect(status).toBe(0);
  });

  it('fails where one is wrong, and reports the quality of the code', () => {
    const { status, output } = run('      inventory: seed.yaml\n      job: seed\n');
    expect(output).toMatch(/^seed +> error\[INV102\]: server name "puppetmaster1" is already/m);
    expect(output).toContain('FAIL  seed');
    expect(status).toBe(1);
    expect(found().map(({ check_name, location }) => [check_name, location.path])).toEqual([
      ['INV102', 'seed.yaml'],
    ]);
  });

  it('fails where haproxy.cfg is another', () => {
    const text = readFileSync(project.path('haproxy.cfg'), 'utf8');
    writeFileSync(project.path('haproxy.cfg'), text.replace('fall 3', 'fall 5'));
    const { status, output } = run(compared);
    expect(output).toContain('haproxy.cfg differs from what the inventory builds, from line');
    expect(status).toBe(1);
    expect(existsSync(project.path('gl-code-quality-report.json'))).toBe(true);
  });
});
