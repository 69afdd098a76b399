import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { validateWorkflow } from '@action-validator/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { dist, root, stagedTree, tag } from '../built.ts';
import { type Desk, type Ended, inventory, recipe, toDesk } from '../pages/recipe.ts';
import { toProject } from './gitlab.ts';

const author = ['-c', 'user.name=somebody', '-c', 'user.email=somebody@example.com'];
const workflows = ['.github/workflows/puppetlb.yml', '.github/workflows/preview.yml'];

let desk: Desk;
beforeEach(async () => {
  desk = toDesk();
  desk.write('server/puppet/README', '');
  symlinkSync(stagedTree(), desk.path('server/puppet/puppetlb.git'));
  await git('init', '--quiet', '--initial-branch', 'main', 'origin');
  desk.write('origin/puppetlb.yaml', inventory());
  await git('-C', 'origin', 'add', '--all');
  await git('-C', 'origin', ...author, 'commit', '--quiet', '--message', 'Begin');
  await git('clone', '--quiet', '--depth', '1', `file://${desk.path('origin')}`, 'clone');
  desk.write('clone/puppetlb.yaml', inventory(', state: drain, reason: upgrade'));
});
afterEach(() => desk.remove());

async function git(...words: string[]): Promise<void> {
  const { status, stderr } = await desk.run(['git', ...words]);
  expect(status, stderr).toBe(0);
}

/** Runs lines in the clone, as runners do. */
function run(script: string, env: Readonly<Record<string, string>>): Promise<Ended> {
  return desk.run(['bash', '-e', '-c', `cd clone\n${script}`], env);
}

describe("GitLab's preview", { timeout: 120_000 }, () => {
  it('is a job that the schema takes, for merge requests alone', () => {
    const project = toProject();
    try {
      const yaml = recipe('.gitlab-preview.yml');
      const list = (source: string): string =>
        project.pipeline(yaml, ['--list', '--variable', `CI_PIPELINE_SOURCE=${source}`]).output;
      expect(list('merge_request_event')).toMatch(/^preview /m);
      expect(list('push')).not.toMatch(/^preview /m);
      const broken = project.pipeline(yaml.replace('script:', 'skript:'), ['--list']);
      expect(broken.status).not.toBe(0);
    } finally {
      project.remove();
    }
  });

  it('is posted as a comment', async () => {
    const asked: { url: string | undefined; token: unknown; body: string | null }[] = [];
    const server = createServer(async (request, response) => {
      let text = '';
      for await (const part of request) text += part;
      const body = new URLSearchParams(text).get('body');
      asked.push({ url: request.url, token: request.headers['private-token'], body });
      response.writeHead(asked.length > 1 ? 401 : 201).end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const script: string = parse(recipe('.gitlab-preview.yml')).preview.script.join('\n');
    const post = (): Promise<Ended> =>
      run(script, {
        CI_SERVER_URL: `file://${desk.path('server')}`,
        CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
        CI_API_V4_URL: `http://127.0.0.1:${port}/api/v4`,
        CI_PROJECT_ID: '7',
        CI_MERGE_REQUEST_IID: '12',
        COMMENT_TOKEN: 'secret',
      });
    try {
      const { status, stdout, stderr } = await post();
      expect([status, stdout], stderr).toEqual([0, '']);
      const url = '/api/v4/projects/7/merge_requests/12/notes';
      expect(asked).toEqual([{ url, token: 'secret', body: desk.read('clone/preview.md') }]);
      expect(asked[0]?.body).toMatch(/^- \*\*RELOAD\*\* [\s\S]*`compile02 state`/m);
      await desk.run(['rm', '-r', 'clone/.puppetlb']);
      expect((await post()).status).not.toBe(0);
      desk.write('clone/puppetlb.yaml', 'pools: 1\n');
      await desk.run(['rm', '-r', 'clone/.puppetlb']);
      expect((await post()).status).not.toBe(0);
      expect(asked).toHaveLength(2);
    } finally {
      server.close();
    }
  });
});

describe("GitHub's workflows", () => {
  it.each(workflows)('%s is what the schema takes, and a broken one is not', (name) => {
    const text = recipe(name);
    expect(validateWorkflow(text).errors).toEqual([]);
    for (const broken of [text.replace('runs-on', 'run-on'), text.replace('steps:', 'step:')]) {
      expect(validateWorkflow(broken).errors).not.toEqual([]);
    }
  });

  it('use the Action with inputs that it has, at the version of the package', () => {
    const { jobs } = parse(recipe(workflows[0] ?? ''));
    const { inputs } = parse(readFileSync(join(root, 'action.yml'), 'utf8'));
    const [, use, upload] = jobs.lint.steps;
    expect(use.uses).toBe(`example/puppetlb@${tag}`);
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(use.with)));
    expect(upload.with.sarif_file).toBe(use.with.sarif);
  });

  it('comment on a pull request with the preview', async () => {
    const { steps } = parse(recipe(workflows[1] ?? '')).jobs.preview;
    expect(steps[1].with.path).toBe('.puppetlb');
    mkdirSync(desk.path('clone/.puppetlb'));
    symlinkSync(dist, desk.path('clone/.puppetlb/dist'));
    desk.program('gh', 'printf "%s\\n" "$@" >gh.log');
    const env = { GITHUB_BASE_REF: 'main', GITHUB_STEP_SUMMARY: desk.path('summary.md') };
    for (const step of steps.filter(({ run }: { run?: string }) => run !== undefined)) {
      const { status, stderr } = await run(step.run, { ...env, PULL_REQUEST: '12' });
      expect(status, stderr).toBe(0);
    }
    expect(desk.read('clone/gh.log').split('\n').slice(0, 5)).toEqual([
      ...['pr', 'comment', '12', '--body-file', 'preview.md'],
    ]);
    expect(desk.read('clone/preview.md')).toContain('`compile02 state`');
    expect(desk.read('summary.md')).toBe(desk.read('clone/preview.md'));
  });

  it('do not comment where the preview fails', async () => {
    const { steps } = parse(recipe(workflows[1] ?? '')).jobs.preview;
    mkdirSync(desk.path('clone/.puppetlb'));
    symlinkSync(dist, desk.path('clone/.puppetlb/dist'));
    desk.write('clone/puppetlb.yaml', 'pools: 1\n');
    const env = { GITHUB_BASE_REF: 'main', GITHUB_STEP_SUMMARY: desk.path('summary.md') };
    expect((await run(steps[2].run, env)).status).not.toBe(0);
    expect(existsSync(desk.path('summary.md'))).toBe(false);
  });
});
