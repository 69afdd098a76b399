/** Compiles templates to functions, and the style of the page to a text. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ejs from 'ejs';
import { transformSync } from 'esbuild';
import { root, writeGenerated } from './place.mjs';

/** The templates of folders as functions in a module of their own. */
export function generateTemplates(folders, target) {
  const functions = folders
    .flatMap((folder) => readdirSync(join(root, folder)).map((file) => ({ folder, file })))
    .filter(({ file }) => file.endsWith('.ejs'))
    .sort((a, b) => (a.file < b.file ? -1 : 1))
    .map(({ folder, file }) => {
      const name = basename(file, '.ejs').replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
      const template = new ejs.Template(readFileSync(join(root, folder, file), 'utf8'), {
        strict: true,
        _with: false,
        localsName: 'it',
        compileDebug: false,
      });
      template.compile();
      return `export function ${name}(it, escapeFn) {\n${template.source}}\n`;
    });
  writeGenerated(`${target}.js`, functions.join(''));
  const names = functions.map((text) => /function (\w+)/.exec(text)[1]);
  writeGenerated(
    `${target}.d.ts`,
    `import type { Template } from '../compile/template.ts';\n${names
      .map((name) => `export const ${name}: Template;\n`)
      .join('')}`,
  );
}

/** The style of the page, and the hash by which the page itself allows it and nothing else. */
export function generateStyle() {
  const text = readFileSync(join(root, 'src/report/preview/templates/page.css'), 'utf8');
  const style = transformSync(text, { loader: 'css', minify: true }).code.trim();
  const hash = createHash('sha256').update(style).digest('base64');
  writeGenerated(
    'page-style.ts',
    `export const style: string = ${JSON.stringify(style)};
export const styleHash: string = ${JSON.stringify(`sha256-${hash}`)};
`,
  );
}
