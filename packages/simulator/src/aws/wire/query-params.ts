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
}

/** A part of a parameter's path: `Filter`, `1`, and so on. */
export interface ParamNode {
  readonly value?: string;
  readonly children: ReadonlyMap<string, ParamNode>;
}

interface Node extends ParamNode {
  value?: string;
  children: Map<string, Node>;
}

/** A list of ids has hundreds of nodes, and none of them has children. */
const none: Map<string, Node> = new Map();

/** The parameters of a form, to be asked for by name. */
export function queryParams(tree: ParamNode): QueryParams {
  return paramsOf(tree);
}

/** The parameters of a form, by the parts of their paths. */
export function formTree(form: Iterable<readonly [string, string]>): ParamNode {
  const root: Node = { children: none };
  // The members of a list follow each other: what leads to one leads to the next.
  let prefix = "";
  let parent = root;
  for (const [path, value] of form) {
    const length = path.lastIndexOf(".") + 1;
    if (length !== prefix.length || !path.startsWith(prefix)) {
      prefix = path.slice(0, length);
      parent = nodeAt(root, prefix);
    }
    childOf(parent, path.slice(length)).value = value;
  }
  return root;
}

/** The node of a path that ends in a dot; the root of the empty one. */
function nodeAt(root: Node, prefix: string): Node {
  return prefix.split(".").slice(0, -1).reduce(childOf, root);
}

function childOf(node: Node, part: string): Node {
  const known = node.children.get(part);
  if (known) return known;
  const made: Node = { children: none };
  if (node.children === none) node.children = new Map();
  node.children.set(part, made);
  return made;
}

function paramsOf({ children }: ParamNode): QueryParams {
  const text = (name: string): string | undefined => children.get(name)?.value;
  const lists = new Map<string, readonly ParamNode[]>();
  const numbered = (name: string): readonly ParamNode[] => {
    const list = lists.get(name) ?? inOrder(children.get(name)?.children ?? none);
    lists.set(name, list);
    return list;
  };

  return {
    text,
    required(name) {
      const value = text(name);
      if (value) return value;
      throw new AwsApiError("MissingParameter", `The request must contain the parameter ${name}`);
    },
    texts: (name) => numbered(name).flatMap(({ value }) => value ?? []),
    structures: (name) => numbered(name).map(paramsOf),
    structure: (name) => paramsOf(children.get(name) ?? { children: new Map() }),
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
  };
}

/** The members of a list. They nearly always come in the order of their numbers. */
function inOrder(children: ReadonlyMap<string, ParamNode>): readonly ParamNode[] {
  const members: { readonly number: number; readonly node: ParamNode }[] = [];
  let isSorted = true;
  for (const [key, node] of children) {
    const isNext = key === String(members.length + 1);
    if (!isNext && !/^\d+$/.test(key)) continue;
    const number = isNext ? members.length + 1 : Number(key);
    if (number < (members.at(-1)?.number ?? 0)) isSorted = false;
    members.push({ number, node });
  }
  if (!isSorted) members.sort((one, other) => one.number - other.number);
  return members.map(({ node }) => node);
}

function invalid(name: string, value: string): AwsApiError {
  return new AwsApiError("InvalidParameterValue", `Invalid value '${value}' for ${name}.`);
}
