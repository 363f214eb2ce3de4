import { AwsApiError } from "../aws-error.ts";

/** The parameters of a call in the query protocol, where `Filter.1.Value.2` is a path. */
export interface QueryParams {
  /** `undefined` when it was not given; it may be given and empty. */
  text(name: string): string | undefined;
  /** @throws AwsApiError `MissingParameter`. */
  required(name: string): string;
  /** A list of texts, in the order of their numbers. */
  texts(name: string): readonly string[];
  /** A list of structures, in the order of their numbers. */
  structures(name: string): readonly QueryParams[];
  /** One structure; an empty one when it was not given. */
  structure(name: string): QueryParams;
  /** @throws AwsApiError `InvalidParameterValue` for anything but true and false. */
  flag(name: string): boolean;
  /** @throws AwsApiError `InvalidParameterValue` for anything but a whole number. */
  whole(name: string): number | undefined;
  /** Everything there is, by its whole path. */
  entries(): Iterable<readonly [path: string, value: string]>;
}

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

/** The parameters of a form, to be asked for by name. */
export function queryParams(tree: ParamNode): QueryParams {
  return paramsOf(tree);
}

/** The parameters of a form, by the parts of their paths. */
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

function emptyNode(): Node {
  return { children: noChildren, texts: noTexts };
}

/** The node of a path that ends in a dot; the root of the empty one. */
function nodeAt(root: Node, prefix: string): Node {
  return prefix.split(".").slice(0, -1).reduce(childOf, root);
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

function paramsOf(node: ParamNode): QueryParams {
  const children = partsOf(node);
  const text = (name: string): string | undefined => children.get(name)?.value;
  const below = (name: string): ParamNode => children.get(name) ?? emptyNode();

  return {
    text,
    required(name) {
      const value = text(name);
      if (value) return value;
      throw new AwsApiError("MissingParameter", `The request must contain the parameter ${name}`);
    },
    texts(name) {
      const node = below(name);
      return node.texts.length > 0 ? node.texts : numbered(node).flatMap(({ value }) => value ?? []);
    },
    structures: (name) => numbered(below(name)).map(paramsOf),
    structure: (name) => paramsOf(below(name)),
    flag(name) {
      const value = text(name) ?? "false";
      if (value !== "true" && value !== "false") throw invalid(name, value);
      return value === "true";
    },
    whole(name) {
      const value = text(name);
      if (value === undefined) return undefined;
      if (!/^-?\d{1,9}$/.test(value)) throw invalid(name, value);
      return Number(value);
    },
    entries: () => entriesOf(node, ""),
  };
}

function* entriesOf(node: ParamNode, prefix: string): Iterable<readonly [string, string]> {
  for (const [part, child] of partsOf(node)) {
    if (child.value !== undefined) yield [prefix + part, child.value];
    yield* entriesOf(child, `${prefix}${part}.`);
  }
}

/** The members of a list, in the order of their numbers. */
function numbered(node: ParamNode): readonly ParamNode[] {
  return [...partsOf(node)]
    .filter(([part]) => /^\d+$/.test(part))
    .sort(([one], [other]) => Number(one) - Number(other))
    .map(([, member]) => member);
}

function invalid(name: string, value: string): AwsApiError {
  return new AwsApiError("InvalidParameterValue", `Invalid value '${value}' for ${name}.`);
}
