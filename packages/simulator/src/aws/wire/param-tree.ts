import { AwsApiError } from "../aws-error.ts";

/** Parts of a path; those of AWS have about ten at most. Each is a node, and is read from within the one above it. */
const partLimit = 20;

/** A part of a parameter's path: `Filter`, `1`, and so on. */
export interface ParamNode {
  readonly value?: string;
  readonly children: ReadonlyMap<string, ParamNode>;
  /** Children `1`, `2`, … that are texts and nothing else, in this order. They stand here, or all are in `children`. */
  readonly texts: readonly string[];
}

interface Node extends ParamNode {
  value?: string;
  children: Map<string, Node>;
  texts: string[];
}

// What has neither: nearly every node there is.
const noChildren: Map<string, Node> = new Map();
const noTexts: string[] = [];

/** The parameters of a form, by the parts of their paths. @throws AwsApiError `MalformedQueryString` beyond all depth. */
export function formTree(form: Iterable<readonly [string, string]>): ParamNode {
  const root = emptyNode();
  // The members of a list follow each other: what leads to one leads to the next.
  let prefix = "";
  let parent = root;
  for (const [path, value] of form) {
    const length = path.lastIndexOf(".") + 1;
    if (length !== prefix.length || !path.startsWith(prefix)) {
      prefix = path.slice(0, length);
      parent = nodeAt(root, prefix);
    }
    addText(parent, path.slice(length), value);
  }
  return root;
}

/** The parts below a node. */
export function partsOf({ texts, children }: ParamNode): ReadonlyMap<string, ParamNode> {
  return texts.length === 0 ? children : new Map(membersOf(texts));
}

function membersOf(texts: readonly string[]): readonly [string, Node][] {
  return texts.map((value, index) => [String(index + 1), { ...emptyNode(), value }]);
}

/** A part that was not given. */
export function emptyNode(): Node {
  return { children: noChildren, texts: noTexts };
}

/** The node of a path that ends in a dot; the root of the empty one. */
function nodeAt(root: Node, prefix: string): Node {
  const parts = prefix.split(".", partLimit + 1);
  if (parts.length > partLimit) {
    throw new AwsApiError(
      "MalformedQueryString",
      `The path of a parameter has more than ${partLimit} parts: ${prefix.slice(0, 100)}…`,
    );
  }
  return parts.slice(0, -1).reduce(childOf, root);
}

/** Lists of ids have hundreds of members, so these are kept without a node for each. */
function addText(node: Node, part: string, value: string): void {
  const isNext = node.children === noChildren && part === String(node.texts.length + 1);
  if (!isNext) childOf(node, part).value = value;
  else if (node.texts === noTexts) node.texts = [value];
  else node.texts.push(value);
}

function childOf(node: Node, part: string): Node {
  if (node.children === noChildren) {
    node.children = new Map(membersOf(node.texts));
    node.texts = noTexts;
  }
  const known = node.children.get(part);
  if (known) return known;
  const made = emptyNode();
  node.children.set(part, made);
  return made;
}

/** Every text below a node, by its path. */
export function* entriesOf(node: ParamNode, prefix = ""): Iterable<readonly [string, string]> {
  for (const [part, child] of partsOf(node)) {
    if (child.value !== undefined) yield [prefix + part, child.value];
    yield* entriesOf(child, `${prefix}${part}.`);
  }
}
