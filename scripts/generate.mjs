/**
 * Compiles what the program should not compile when it starts: schemas to validators, templates to
 * functions, texts to modules. Writes src/generated/.
 */
import { mkdirSync } from 'node:fs';
import { generated } from './generate/place.mjs';
import { generateStyle, generateTemplates } from './generate/templates.mjs';
import { generateManifest, generateReports, generateStart } from './generate/texts.mjs';
import { generateValidators } from './generate/validators.mjs';

mkdirSync(generated, { recursive: true });
generateManifest();
generateValidators();
generateTemplates(['src/compile/templates', 'src/health-check/templates'], 'templates');
generateTemplates(['src/report/preview/templates'], 'page-templates');
generateStyle();
generateStart();
await generateReports();
