import { type Document, isMap, isSeq, parseDocument, visit } from 'yaml';
import type { Random } from './random.ts';
import { hostileText } from './values.ts';

/** An inventory with a node replaced by one of another kind, doubled, dropped, moved or renamed. */
export function mutateStructure(random: Random, text: string): string {
  const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false });
  if (document.errors.length > 0) return text;
  for (let left = 1 + random.below(3); left > 0; left -= 1) mutateNode(random, document);
  try {
    return document.toString({ flowCollectionPadding: random.once(2), lineWidth: 0 });
  } catch {
    return text;
  }
}

function mutateNode(random: Random, document: Document): void {
  const places: { owner: { items: unknown[] }; at: number }[] = [];
  visit(document, {
    Collection(_, node) {
      node.items.forEach((_item, at) => {
        places.push({ owner: node, at });
      });
    },
  });
  if (places.length === 0) return;
  const { owner, at } = random.pick(places);
  if (isMap(owner)) mutatePair(random, document, owner, at);
  else mutateItem(random, document, owner, at);
}

function mutateItem(
  random: Random,
  document: Document,
  { items }: { items: unknown[] },
  at: number,
): void {
  switch (random.below(4)) {
    case 0:
      items.splice(at, 1);
      break;
    case 1:
      items.splice(at, 0, items[at]);
      break;
    default:
      items[at] = document.createNode(anyValue(random, 3));
  }
}

const keys = [
  ...[
    'pools',
    'hosts',
    'haproxy',
    'puppet',
    'defaults',
    'servers',
    'bind',
    'name',
    'address',
    'check',
  ],
  ...[
    'kind',
    'port',
    'extra',
    'sections',
    'global',
    'timeouts',
    'except',
    'track',
    'resolvers',
    'id',
  ],
  ...[
    'agent-check',
    'default-server',
    'state',
    'reason',
    'until',
    'weight',
    'role',
    'version',
    'log',
  ],
  ...[
    'stats-socket',
    'balancers',
    'running',
    'hash-type',
    'balance',
    'description',
    '__proto__',
    '<<',
  ],
];

function mutatePair(
  random: Random,
  document: Document,
  owner: { items: unknown[] },
  at: number,
): void {
  const pair = owner.items[at] as { key: unknown; value: unknown };
  switch (random.below(6)) {
    case 0:
      owner.items.splice(at, 1);
      break;
    case 1: {
      const key = random.once(3) ? hostileText(random) : random.pick(keys);
      pair.key = document.createNode(key);
      break;
    }
    case 2:
      owner.items.push(
        document.createPair(
          random.once(3) ? hostileText(random) : random.pick(keys),
          anyValue(random, 3),
        ),
      );
      break;
    case 3:
      wrap(random, document, pair);
      break;
    default:
      pair.value = document.createNode(anyValue(random, 3));
  }
}

/** A value becomes a list or a mapping of itself, or a list or a mapping becomes what is in it. */
function wrap(random: Random, document: Document, pair: { value: unknown }): void {
  const { value } = pair;
  if (isSeq(value) && value.items.length > 0) pair.value = random.pick(value.items);
  else if (isMap(value) && value.items.length > 0) pair.value = random.pick(value.items).value;
  else {
    const list = document.createNode([]);
    list.items.push(value as never);
    pair.value = list;
  }
}

/** A value of any kind, at most so many levels deep. */
function anyValue(random: Random, depth: number): unknown {
  switch (random.below(depth > 0 ? 8 : 6)) {
    case 0:
      return random.pick([null, true, false, '', {}, []]);
    case 1:
      return random.pick([0, -1, 1, 8140, 65536, 1e15, 1.5, 1e300, Number.NaN, -0]);
    case 6:
      return Array.from({ length: random.below(4) }, () => anyValue(random, depth - 1));
    case 7:
      return Object.fromEntries(
        Array.from({ length: random.below(4) }, () => [
          random.once(4) ? hostileText(random) : random.pick(keys),
          anyValue(random, depth - 1),
        ]),
      );
    default:
      return hostileText(random);
  }
}
