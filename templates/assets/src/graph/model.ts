// The graph that is drawn: places, titles and links by the number of a node.

/** What `graph-data.js` holds; see src/render/graph_map/data.rs. */
export interface Data {
  groups: [title: string, look: number][];
  tags: string[];
  x: number[];
  y: number[];
  title: string[];
  url: string[];
  group: number[];
  tagged: number[][];
  links: number[][];
}

export interface Graph {
  count: number;
  x: number[];
  y: number[];
  title: string[];
  /** Colour and shape, 0 to 4. */
  look: number[];
  /** How many links a card has in the whole graph. */
  degree: number[];
  /** In units of the map. */
  radius: number[];
  /** All nodes, those with most links first. */
  byDegree: number[];
  /** Pairs of nodes, one after the other. */
  ends: Uint32Array;
  neighbours: number[][];
}

type Nodes = Pick<Graph, "x" | "y" | "title" | "look">;

/** The whole graph; `isUpright` turns it for a canvas that is higher than wide. */
export function fromData(data: Data, isUpright: boolean): Graph {
  const pairs: number[] = [];
  for (let from = 0; from < data.links.length; from++) {
    let to = from;
    for (const step of data.links[from] ?? []) pairs.push(from, (to += step));
  }
  const look = data.group.map((group) => data.groups[group]?.[1] ?? 0);
  // As in src/render/graph_map/separate.rs, which leaves so much room.
  const radius = (degree: number): number => Math.min(4 + 1.7 * Math.sqrt(degree), 24);
  const [x, y] = isUpright ? [data.y.map((value) => -value), data.x] : [data.x, data.y];
  return graph({ x, y, title: data.title, look }, pairs, radius);
}

/** The graph round one card, from the numbers in the page: node 0 is the card and is linked with all others. */
export function fromPage(nodes: string, links: string, title: string[]): Graph {
  const rows = nodes.split(",").map((row) => row.split(" ").map(Number));
  const column = (index: number): number[] => rows.map((row) => row[index] ?? 0);
  const pairs = links === "" ? [] : links.split(/[ ,]/).map(Number);
  for (let node = 1; node < rows.length; node++) pairs.push(0, node);
  const degree = column(3);
  const radius = (_: number, node: number): number => (node === 0 ? 11 : Math.min(4.5 + 0.7 * Math.sqrt(degree[node] ?? 0), 9));
  return { ...graph({ x: column(0), y: column(1), title, look: column(2) }, pairs, radius), degree };
}

function graph(nodes: Nodes, pairs: number[], radius: (degree: number, node: number) => number): Graph {
  const count = nodes.x.length;
  const neighbours: number[][] = Array.from({ length: count }, () => []);
  for (let at = 0; at < pairs.length; at += 2) {
    const [from, to] = [pairs[at] as number, pairs[at + 1] as number];
    neighbours[from]?.push(to);
    neighbours[to]?.push(from);
  }
  const degree = neighbours.map((list) => list.length);
  const byDegree = degree.map((_, node) => node).sort((a, b) => (degree[b] as number) - (degree[a] as number) || a - b);
  return { ...nodes, count, degree, radius: degree.map(radius), byDegree, ends: Uint32Array.from(pairs), neighbours };
}
