import { AwsApiError } from "../aws-error.ts";
import { emptyNode, entriesOf, type ParamNode, partsOf } from "./param-tree.ts";

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

/** The parameters of a form, to be asked for by name. */
export function queryParams(tree: ParamNode): QueryParams {
  return paramsOf(tree);
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
    entries: () => entriesOf(node),
  };
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
