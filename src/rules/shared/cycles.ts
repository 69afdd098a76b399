import { groupBy } from '../../text/group-by.ts';

/**
 * The nodes from which arrows lead back to themselves, each with the number of the group whose members
 * reach each other (Kosaraju's two walks). Deep graphs cost no stack.
 */
export function findCycles<Node>(
  arrows: readonly { readonly from: Node; readonly to: Node }[],
): ReadonlyMap<Node, number> {
  const forward = groupBy(arrows, ({ from }) => from);
  const backward = groupBy(arrows, ({ to }) => to);
  const targets = (node: Node) => (forward.get(node) ?? []).map(({ to }) => to);
  const sources = (node: Node) => (backward.get(node) ?? []).map(({ from }) => from);
  const seen = new Set<Node>();
  const cycles = new Map<Node, number>();
  for (const start of [...walk(forward.keys(), targets, new Set())].reverse()) {
    const group = [...walk([start], sources, seen)];
    const isCycle = group.length > 1 || targets(start).includes(start);
    if (isCycle) for (const node of group) cycles.set(node, seen.size);
  }
  return cycles;
}

/** Walks what can be reached and was not seen; a node comes after what it leads to. */
function* walk<Node>(
  starts: Iterable<Node>,
  nextOf: (node: Node) => Node[],
  seen: Set<Node>,
): Iterable<Node> {
  for (const start of starts) {
    const way: { readonly node: Node; readonly ahead: Node[] }[] = [];
    const enter = (node: Node): void => {
      if (!seen.has(node)) way.push({ node, ahead: nextOf(node) });
      seen.add(node);
    };
    enter(start);
    for (let here = way.at(-1); here !== undefined; here = way.at(-1)) {
      const next = here.ahead.shift();
      if (next !== undefined) enter(next);
      else {
        way.pop();
        yield here.node;
      }
    }
  }
}
