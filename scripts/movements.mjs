/** Runs random reloads of the real HAProxy against `puppetlb diff`; an unknown option is refused with the usage. */
import { fileURLToPath } from 'node:url';
import { importSource } from './import-source.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { run } = await importSource(root, 'test/movements/command.ts');
process.exitCode = await run(process.argv.slice(2));
