import { quote } from '../../text/characters.ts';
import type { nearest } from '../../text/nearest.ts';
import type { ParseError } from '../../text/result.ts';
import { isNewerAcl, predefinedAcls } from '../facts/predefined-acls.ts';
import { formatVersion, type Version } from '../facts/versions.ts';
import type { Term } from './acl-condition.ts';

/** What a condition may name. */
export interface KnownAcls {
  /** The ACLs that lines above it define. */
  readonly above: ReadonlySet<string>;
  /** Every ACL of its proxy. */
  readonly everywhere: ReadonlySet<string>;
  /** The oldest HAProxy that must load the line. */
  readonly version: Version;
  readonly nearest: typeof nearest;
}

/** Why HAProxy refuses the condition of a line, which may have several readings. */
export function explainConditions(
  conditions: readonly (readonly Term[])[],
  known: KnownAcls,
): ParseError | undefined {
  const wrong = conditions.flatMap((terms) => {
    const term = terms.find((one) => !isKnown(one, known));
    return term === undefined ? [] : [term];
  });
  if (wrong.length < conditions.length) return undefined;
  const term = wrong.find((one) => one.kind === 'anonymous' || !isStart(one.name)) ?? wrong[0];
  if (term === undefined) return undefined;
  return term.kind === 'anonymous' ? explainBraces(term) : explainName(term.name, known);
}

function isKnown(term: Term, { above, version }: KnownAcls): boolean {
  if (term.kind === 'anonymous') return term.isClosed && term.words.length > 0;
  if (above.has(term.name)) return true;
  return predefinedAcls.has(term.name) && !isNewerAcl(term.name, version);
}

function isStart(word: string): boolean {
  return word === 'if' || word === 'unless';
}

const example = '{ src 10.0.0.0/8 }';

function explainBraces({ words, isClosed }: Term & { readonly kind: 'anonymous' }): ParseError {
  if (isClosed) {
    return {
      message: 'there is nothing between "{" and "}"',
      help: `write a condition, for example ${example}`,
    };
  }
  const isJoined = words.some((word) => word.includes('}'));
  const help = isJoined ? `write "}" as a word of its own: ${example}` : 'write "}" after the ACL';
  return { message: '"{" is not closed by a "}"', help };
}

function explainName(name: string, known: KnownAcls): ParseError {
  if (predefinedAcls.has(name)) {
    const message = `HAProxy ${formatVersion(known.version)} has no predefined acl ${quote(name)}`;
    return { message, help: 'add an acl line that defines it above, or write a newer "version"' };
  }
  const message = `acl ${quote(name)} is not defined above this line`;
  if (known.everywhere.has(name)) return { message, help: 'move its acl line above this line' };
  return { message, help: syntaxHelp(name) ?? nameHelp(name, known) };
}

/** What to write instead of a word that is not a name, but was meant as syntax. */
function syntaxHelp(name: string): string | undefined {
  if (/\s/.test(name)) return 'remove the quotes around the condition';
  if (name.startsWith('{')) return `write "{" as a word of its own: ${example}`;
  if (name === '}') return 'remove it, or write "{" before the ACL; braces do not nest';
  if (/^(and|&&?)$/i.test(name))
    return `remove ${quote(name)}; ACLs next to each other must all match`;
  if (name === '|') return 'write || or "or"';
  if (/^not$/i.test(name)) return 'write ! instead';
  return isStart(name) ? 'join the two conditions with "or" or "!"' : undefined;
}

function nameHelp(name: string, { above, nearest: near }: KnownAcls): string {
  const meant = near(name, above) ?? near(name, predefinedAcls);
  return meant === undefined ? 'add an acl line that defines it above' : `did you mean "${meant}"?`;
}
