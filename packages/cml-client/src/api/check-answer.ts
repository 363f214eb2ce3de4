import type { z } from "zod";
import { placeName } from "../answers/place-name.ts";
import type { CmlDrift } from "../hooks.ts";
import { answerSchemas } from "./answer-schemas.ts";
import type { CmlContent } from "./operation.ts";
import { type CmlOperationName, operations } from "./operations.ts";
import { lazySchemas } from "./schemas.ts";

const readerOf = lazySchemas(() => answerSchemas);

/** The content that an operation may answer with this status; newer releases may use another status than documented. */
export function contentOf(name: CmlOperationName, status: number): CmlContent | null {
  const { answers } = operations[name];
  const documented = answers[status];
  if (documented !== undefined) return documented;
  return Object.values(answers).find((content) => content !== null) ?? null;
}

/** How an answer differs from what is known of the API; nothing of it is quoted. */
export function driftsIn(
  name: CmlOperationName,
  status: number,
  value: unknown,
): Omit<CmlDrift, "operation">[] {
  const content = contentOf(name, status);
  if (content === null) return [];
  const { error } = readerOf(`${name} ${status}`, content.schema).safeParse(value);
  return error ? error.issues.flatMap(driftsOf) : [];
}

function driftsOf(issue: z.core.$ZodIssue): Omit<CmlDrift, "operation">[] {
  const at = issue.path.map(placeName);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ path: [...at, placeName(key)].join("."), kind: "unknown_key" }));
    case "invalid_value":
      return [{ path: at.join("."), kind: "unknown_word" }];
    case "invalid_union":
      return unionDrifts(issue, at);
    default:
      return [{ path: at.join("."), kind: "unreadable" }];
  }
}

/** The branch that fits best tells what is odd: one in which only keys or words are new. */
function unionDrifts(
  issue: z.core.$ZodIssueInvalidUnion,
  at: readonly string[],
): Omit<CmlDrift, "operation">[] {
  const branches = issue.errors
    .map((issues) => issues.flatMap(driftsOf))
    .filter((drifts) => drifts.length > 0 && drifts.every(({ kind }) => kind !== "unreadable"));
  const [best] = branches.sort((a, b) => a.length - b.length);
  if (best === undefined) return [{ path: at.join("."), kind: "unreadable" }];
  return best.map(({ path, kind }) => ({ path: [...at, path].filter(Boolean).join("."), kind }));
}
