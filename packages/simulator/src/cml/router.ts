import type { Operation, OperationTable } from "./operation.ts";

/** A route found for a request. */
export interface Match {
  /** Its key in the table. */
  readonly name: string;
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>;
}

export type Routing = Match | "no such path" | "no such method";

interface Route {
  readonly name: string;
  readonly method: string;
  readonly segments: readonly string[];
  readonly operation: Operation;
}

const noParameters: Readonly<Record<string, string>> = {};

/** Finds the operation for a method and a path below `/api/v0`. Literal segments win over parameters. */
export function router(table: OperationTable): (method: string, path: string) => Routing {
  const literal = new Map<string, Match>();
  const routes: Route[] = [];
  for (const [name, operation] of Object.entries(table)) {
    const [method = "", path = ""] = name.split(" ");
    if (path.includes("{")) routes.push({ name, method, segments: path.split("/"), operation });
    else literal.set(name, { name, operation, path: noParameters });
  }
  const literalPaths = new Set([...literal.keys()].map((name) => name.slice(name.indexOf(" ") + 1)));

  return (method, path) => {
    const exact = literal.get(`${method} ${path}`);
    if (exact) return exact;
    const given = path.split("/");
    const fitting = routes.filter(({ segments }) => fits(segments, given));
    const route = fitting.find((candidate) => candidate.method === method);
    if (route)
      return { name: route.name, operation: route.operation, path: parameters(route.segments, given) };
    return fitting.length > 0 || literalPaths.has(path) ? "no such method" : "no such path";
  };
}

function fits(segments: readonly string[], given: readonly string[]): boolean {
  return (
    segments.length === given.length &&
    segments.every((segment, index) => segment.startsWith("{") || segment === given[index])
  );
}

function parameters(segments: readonly string[], given: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  segments.forEach((segment, index) => {
    if (segment.startsWith("{")) found[segment.slice(1, -1)] = decoded(given[index] ?? "");
  });
  return found;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
