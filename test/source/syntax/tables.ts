import type { Case } from './base.ts';
import { brackets } from './brackets.ts';
import { bytes } from './bytes.ts';
import { characters } from './characters.ts';
import { colons } from './colons.ts';
import { fragments } from './fragments.ts';
import { indentation } from './indentation.ts';
import { keys } from './keys.ts';
import { lists } from './lists.ts';
import { otherFiles } from './other-files.ts';
import { quotes } from './quotes.ts';
import { templates } from './templates.ts';
import { texts } from './texts.ts';

/** All cases of what is typed wrongly, by kind. */
export const tables: Readonly<Record<string, readonly Case[]>> = {
  brackets,
  bytes,
  characters,
  colons,
  fragments,
  indentation,
  keys,
  lists,
  otherFiles,
  quotes,
  templates,
  texts,
};
