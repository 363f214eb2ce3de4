import { type CmlOperationName, operations } from "../api/operations.ts";
import type { CmlClient } from "../client.ts";
import { CmlError } from "../errors.ts";
import type { CmlDrift } from "../hooks.ts";
import { certificateNote, withTrust } from "./check-certificate.ts";
import type { Check, CheckedController } from "./checked.ts";
import { type Connection, open } from "./connection.ts";
import { errorText } from "./error-text.ts";

/** Looks at a controller from the outside in: what an earlier step cannot do without is not tried after it. */
export async function checkController(
  connection: Connection,
  signal: AbortSignal,
): Promise<CheckedController> {
  const drifts: CmlDrift[] = [];
  const cml = open(connection, { hooks: { onDrift: (drift) => drifts.push(drift) } });
  const checks: Check[] = [];
  const step = async (name: string, look: () => Promise<string>): Promise<boolean> => {
    const startedAt = performance.now();
    try {
      const note = await look();
      checks.push({ name, outcome: "ok", ms: performance.now() - startedAt, note });
      return true;
    } catch (error) {
      if (!CmlError.is(error) || signal.aborted) throw error;
      checks.push({ name, ...judged(error), ms: performance.now() - startedAt });
      return false;
    }
  };
  try {
    const isReadable = await inOrder(
      () => step("certificate", () => certificateNote(cml, connection, signal)),
      async () => {
        const isInformed = await step("system_information", () => informationNote(cml, signal));
        const [certificate, information] = checks;
        if (certificate && information) checks[0] = withTrust(certificate, information, connection);
        return isInformed;
      },
      () => loginStep(cml, connection, checks, step, signal),
    );
    if (isReadable) await readEverything(cml, drifts, step, signal);
  } finally {
    await cml.close();
  }
  return { url: connection.url, ok: checks.every(({ outcome }) => outcome !== "failed"), checks };
}

/** What every controller has, and lets everybody read: without it, it is none. */
const needed: readonly string[] = ["GET /system_information", "GET /authok"];

/** What a user may not do, and what an older release does not have, is no fault of the controller. */
function judged(error: CmlError): Pick<Check, "outcome" | "note" | "code"> {
  const { code, operation = "" } = error;
  const isRead = operation.startsWith("GET /") && !needed.includes(operation);
  if (isRead && code === "forbidden") return { outcome: "skipped", note: "this user may not read it" };
  if (isRead && code === "not_found") return { outcome: "skipped", note: "this controller does not have it" };
  return { outcome: "failed", note: errorText(error), code };
}

async function inOrder(...steps: readonly (() => Promise<boolean>)[]): Promise<boolean> {
  for (const step of steps) if (!(await step())) return false;
  return true;
}

async function informationNote(cml: CmlClient, signal: AbortSignal): Promise<string> {
  const { version, ready } = await cml.system.information({ signal });
  return `CML ${version ?? "of an unknown version"}, ${ready ? "ready" : "not ready to start nodes"}`;
}

type Step = (name: string, look: () => Promise<string>) => Promise<boolean>;

async function loginStep(
  cml: CmlClient,
  { auth, loginMissing }: Connection,
  checks: Check[],
  step: Step,
  signal: AbortSignal,
): Promise<boolean> {
  if (auth !== undefined) {
    return step("login", async () => {
      await cml.request("GET /authok", { signal });
      return "the login is accepted";
    });
  }
  // Whoever had a login wants to know that it is over, not that there is none.
  const [outcome, note] =
    loginMissing === undefined
      ? (["skipped", "no login was given"] as const)
      : (["failed", loginMissing] as const);
  checks.push({ name: "login", outcome, ms: null, note });
  return false;
}

/** Every operation that reads and needs nothing to be named. */
const readable = (Object.keys(operations) as CmlOperationName[]).filter((name) => {
  const { open: isOpen, deprecated, parameters = [], answers } = operations[name];
  const needsNothing = parameters.every(({ required, in: place }) => !required && place !== "path");
  const isJson = Object.values(answers).every((content) => content?.mediaType === "application/json");
  return (
    name.startsWith("GET ") && needsNothing && isJson && !isOpen && !deprecated && name !== "GET /authok"
  );
});

type Read = (name: CmlOperationName, input: object) => Promise<unknown>;

async function readEverything(
  cml: CmlClient,
  drifts: readonly CmlDrift[],
  step: Step,
  signal: AbortSignal,
): Promise<void> {
  for (const name of readable) {
    await step(name.slice("GET /".length), async () => {
      const answer = await (cml.request as Read)(name, { query: triStates(name), signal });
      const odd = drifts.filter(({ operation }) => operation === name).length;
      return [sizeOf(answer), odd > 0 && `${odd} ${odd === 1 ? "difference" : "differences"} from 2.9`]
        .filter(Boolean)
        .join(", ");
    });
  }
}

/** What has three meanings has to be said. */
function triStates(name: CmlOperationName): Record<string, null> {
  const { parameters = [] } = operations[name];
  return Object.fromEntries(
    parameters.filter(({ schema }) => "anyOf" in schema).map(({ name: parameter }) => [parameter, null]),
  );
}

function sizeOf(answer: unknown): string {
  if (Array.isArray(answer)) return `${answer.length} entries`;
  return typeof answer === "object" ? "" : String(answer);
}
