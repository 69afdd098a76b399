/**
 * Compiles what the program should not compile when it starts: schemas to validators, templates to
 * functions, texts to modules. Writes src/generated/.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generated, root } from './generate/place.mjs';
import { inventorySchema } from './generate/schema.mjs';
import { generateStyle, generateTemplates } from './generate/templates.mjs';
import { generateManifest, generateReports, generateStart } from './generate/texts.mjs';
import { generateValidators } from './generate/validators.mjs';

mkdirSync(generated, { recursive: true });
writeFileSync(join(root, 'schemas/inventory.schema.json'), await inventorySchema());
generateManifest();
generateValidators();
generateTemplates(['src/compile/templates', 'src/health-check/templates'], 'templates');
generateTemplates(['src/report/preview/templates'], 'page-templates');
generateStyle();
generateStart();
await generateReports();
