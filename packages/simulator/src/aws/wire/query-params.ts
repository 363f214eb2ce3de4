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
  readonly children: Map<string, Node>;
}

/** Reads the parameters of a form. */
export function queryParams(form: Iterable<readonly [string, string]>): QueryParams {
  return paramsOf(formTree(form));
}

/** The parameters of a form, by the parts of their paths. */
export function formTree(form: Iterable<readonly [string, string]>): ParamNode {
  const root: Node = { children: new Map() };
  for (const [path, value] of form) {
    let node = root;
    for (const part of path.split(".")) {
      const next: Node = node.children.get(part) ?? { children: new Map() };
      node.children.set(part, next);
      node = next;
    }
    node.value = value;
  }
  return root;
}

function paramsOf({ children }: ParamNode): QueryParams {
  const text = (name: string): string | undefined => children.get(name)?.value;
  const numbered = (name: string): ParamNode[] =>
    [...(children.get(name)?.children ?? [])]
      .filter(([key]) => /^\d+$/.test(key))
      .sort(([one], [other]) => Number(one) - Number(other))
      .map(([, node]) => node);

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

function invalid(name: string, value: string): AwsApiError {
  return new AwsApiError("InvalidParameterValue", `Invalid value '${value}' for ${name}.`);
}
