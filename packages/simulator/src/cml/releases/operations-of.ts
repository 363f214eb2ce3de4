import type { Answer } from "../answer.ts";
import type { Call, Operation, OperationTable } from "../operation.ts";
import { operations } from "../operations.ts";
import { type Routing, router } from "../router.ts";
import { type Amendment, type Difference, parsed } from "./difference.ts";
import { differences } from "./differences.ts";
import { amendedPage } from "./page-parts.ts";
import { isBefore, type Release, releaseOf } from "./release.ts";

const routers = new Map<Release, (method: string, path: string) => Routing>();

/** Finds operations as the release of this version has them. */
export function routerOf(version: string): (method: string, path: string) => Routing {
  const release = releaseOf(version);
  const route = routers.get(release) ?? router(operationsOf(release));
  routers.set(release, route);
  return route;
}

/** The operations of 2.9 with all that differs in a release. */
export function operationsOf(release: Release, base: OperationTable = operations): OperationTable {
  const table = new Map(Object.entries(base));
  const amend = (name: string, amendment: Amendment): void => {
    const operation = table.get(name);
    if (operation) table.set(name, amended(operation, amendment));
  };
  for (const difference of differences.filter((one) => concerns(one, release))) {
    const { without = [], amendments = {} } = difference;
    for (const name of without) table.delete(name);
    for (const [name, amendment] of Object.entries(amendments)) amend(name, amendment);
    const page = amendedPage(difference);
    if (page) amend("GET /populate_lab/{lab_id}", page);
  }
  return Object.fromEntries(table);
}

function concerns({ releases }: Difference, release: Release): boolean {
  return "before" in releases ? isBefore(release, releases.before) : !isBefore(release, releases.from);
}

function amended(operation: Operation, amendment: Amendment): Operation {
  return {
    ...operation,
    async handle(call, request) {
      const answer = await operation.handle({ ...call, body: bodyFor(call, amendment) }, request);
      return answered(answer, call, amendment);
    },
  };
}

function bodyFor(call: Call, { request }: Amendment): string {
  if (!request || call.body === "") return call.body;
  const body = parsed(call.body);
  return body === undefined ? call.body : JSON.stringify(request(body, call));
}

function answered(answer: Answer, call: Call, { answer: change }: Amendment): Answer {
  if (!change || answer.status >= 300 || typeof answer.body !== "string") return answer;
  if (answer.contentType !== "application/json")
    return { ...answer, body: String(change(answer.body, call)) };
  return { ...answer, body: JSON.stringify(change(JSON.parse(answer.body), call)) };
}
