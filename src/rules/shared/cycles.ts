/** Arrows from each node to others. */
export type Graph<Node> = ReadonlyMap<Node, readonly Node[]>;

/**
 * The nodes from which a way leads back to themselves, each with the number of the group whose members
 * reach each other (Kosaraju's two walks). Deep graphs cost no stack.
 */
export function findCycles<Node>(graph: Graph<Node>): ReadonlyMap<Node, number> {
  const backward = reverse(graph);
  const seen = new Set<Node>();
  const cycles = new Map<Node, number>();
  for (const start of [...walk(graph, graph.keys(), new Set())].reverse()) {
    const group = [...walk(backward, [start], seen)];
    const isCycle = group.length > 1 || graph.get(start)?.includes(start) === true;
    if (isCycle) for (const node of group) cycles.set(node, seen.size);
  }
  return cycles;
}

function reverse<Node>(graph: Graph<Node>): Graph<Node> {
  const backward = new Map<Node, Node[]>();
  for (const [from, targets] of graph) {
    for (const to of targets) {
      const sources = backward.get(to);
      if (sources === undefined) backward.set(to, [from]);
      else sources.push(from);
    }
  }
  return backward;
}

/** Walks what can be reached and was not seen; a node comes after what it leads to. */
function* walk<Node>(graph: Graph<Node>, starts: Iterable<Node>, seen: Set<Node>): Iterable<Node> {
  for (const start of starts) {
    const way: { node: Node; next: number }[] = [];
    const enter = (node: Node): void => {
      if (!seen.has(node)) way.push({ node, next: 0 });
      seen.add(node);
    };
    enter(start);
    for (let here = way.at(-1); here !== undefined; here = way.at(-1)) {
      const target = graph.get(here.node)?.[here.next];
      here.next += 1;
      if (target !== undefined) enter(target);
      else {
        way.pop();
        yield here.node;
      }
    }
  }
}
