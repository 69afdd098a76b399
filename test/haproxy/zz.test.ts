import { readFileSync, writeFileSync } from 'node:fs';
import { it } from 'vitest';
it('x', async () => {
  const t = JSON.parse(readFileSync('/tmp/pp/gen.json', 'utf8'));
  for (const [file, groups] of Object.entries<any>(t)) {
    const imports: any = {};
    let body = '';
    for (const [title, spec, path, good, bad] of groups) {
      const [code, name = code] = spec.split('|');
      (imports[path] ??= new Set()).add(name);
      const m: any = await import(path);
      const f = name === 'parseExtra' ? (x: string) => m.parseExtra(x, () => undefined) : (x: string) => m[name](x);
      const s = JSON.stringify;
      const g = good.map((x: string) => { const r = f(x); if (r.message) console.log('NOT GOOD', x, r); return `[${s(x)}, ${s(r.value)}],`; }).join('\n');
      const b = bad.map((x: string) => { const r = f(x); if (r.help === undefined) console.log('NO HELP', x, r); return `[${s(x)}, ${s(r.message)}, ${s(r.help)}],`; }).join('\n');
      body += `\ndescribe(${s(title)}, () => {\n  it.each([\n${g}\n])('%j is read', (text, value) => {\n expect((${code})(text)).toEqual({ value }); });\n\n it.each([\n${b}\n])('%j is refused', (text, message, help) => {\n expect((${code})(text)).toEqual({ message, help }); });\n});\n`;
    }
    const head = `import { describe, expect, it } from 'vitest';\n` + Object.entries<any>(imports).map(([p, n]) => `import { ${[...n].join(', ')} } from '${p}';`).join('\n');
    writeFileSync(`/tmp/pp/gen-${file}.test.ts`, `${head}\n${body}`);
  }
});
