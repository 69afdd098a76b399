/** Words that no text for a person holds, and what is written instead. */
export const patterns: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\bslips?\b/i, 'syntax error, mistake, hint'],
  [/\b(judge[sd]?|judging|judgements?)\b/i, 'parse, check, result, parse error'],
  [/\breckon\w*/i, 'compute'],
  [/\bmend\w*/i, 'fix'],
  [/\brepair\w*/i, 'fix'],
  [/\bpass(es|ed)? over\b/i, 'ignore'],
  [/\bblanks?\b(?! lines?\b)/i, 'space'],
  [/\bin (a )?circles?\b/i, 'cycle'],
  [/\b(postponed|seldom)\b/i, 'lazy, on demand, rarely'],
  [/\b(foretold|cannot be told)\b/i, 'cannot be predicted, unpredictable'],
  [/\bneedlessly\b/i, 'only because of the hash type'],
  [/\boutliv\w*/i, 'is lost at the next reload; keep alive'],
  [/\boutlast\w*/i, 'is lost at the next reload; keep alive'],
  [/\b(takes?|taking|took) clients\b/i, 'in rotation'],
  [/\bof which\b/i, 'subject, verb, object'],
  [/\bwhat is what\b/i, 'subject, verb, object'],
  [/\blive state\b/i, 'runtime state'],
  [/\bwithout a word\b/i, 'silently'],
  [/\ball the same\b/i, 'still'],
  [/\btells? (how|what|which|where|whether|why|of)\b/i, 'show, report'],
  [/\b(is|are) none of\b/i, 'is not one of'],
  [/\bleave (it|one of the two|[\w"`-]+) out\b/i, 'remove'],
  [/\bif (you mean it|it is meant)\b/i, 'if it is on purpose'],
  [/\bthe way through the house\b/i, 'architecture'],
];

/** What a help may begin with: it says what to type or to do. */
export const verbs: readonly string[] = [
  ...['write', 'remove', 'add', 'run', 'use', 'rename', 'move', 'set', 'fix', 'delete', 'close'],
  ...[
    'render',
    'split',
    'save',
    'restore',
    'join',
    'define',
    'indent',
    'comment',
    'quote',
    'keep',
    'copy',
  ],
];

/** The most words of a message outside quotes. */
export const mostWords = 15;
