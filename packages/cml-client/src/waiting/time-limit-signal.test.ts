import { expect, test } from "vitest";
import type { CmlClient } from "../index.ts";
import { failureOf, plainClient } from "../test/clients.ts";
import { idOf } from "../test/ids.ts";
import { json, type Loopback, loopback } from "../test/loopback.ts";

/** Far longer than a test may take: what waits for the end of a pause fails. */
const pollMs = 3_600_000;
const retry = { attempts: 2, baseDelayMs: pollMs, maxDelayMs: pollMs, random: () => 1 };
const lab = idOf(1);

const answers: readonly (readonly [request: RegExp, answer: unknown])[] = [
  [/check_if_converged$/, false],
  [/lab_element_state$/, { nodes: {} }],
  [/\/state$/, "STARTED"],
  [/\/nodes\?/, []],
  [/GET .*licensing$/, { registration: { status: "IN_PROGRESS" } }],
  [/POST .*registration$/, null],
];

/** A controller that is never done, and too busy for everything else. Tells what it is asked. */
function unfinished(onAsked: (url: string) => void): Promise<Loopback> {
  return loopback(({ method, url }, response) => {
    response.once("close", () => onAsked(url));
    const known = answers.find(([request]) => request.test(`${method} ${url}`));
    if (known) return json(response, known[1]);
    response.writeHead(503, { "retry-after": "3600" }).end();
  });
}

// Nobody can know that the signal ends the pause, because it does not say when it fires: so the pause is begun. It fires here
// when the pause is due, with the reason of AbortSignal.timeout, whatever the time that took.
test.each<[what: string, lastAsked: RegExp, wait: (cml: CmlClient, signal: AbortSignal) => Promise<unknown>]>(
  [
    ["between looks", /nodes\?/, (cml, signal) => cml.labs.waitUntilConverged(lab, { pollMs, signal })],
    ["in a sequence", /nodes\?/, (cml, signal) => cml.labs.ensureStarted(lab, { pollMs, signal })],
    ["that a controller asks for", /stop$/, (cml, signal) => cml.labs.destroy(lab, { pollMs, signal })],
    [
      "in a registration",
      /licensing$/,
      (cml, signal) => cml.licensing.registerAndWait({ token: "ABCD-1234", pollMs, signal }),
    ],
    ["before a retry", /system_stats$/, (cml, signal) => cml.system.stats({ signal })],
    [
      "before a retry, beside a limit that is later",
      /system_stats$/,
      (cml, signal) => cml.system.stats({ signal, timeoutMs: pollMs * 2 }),
    ],
  ],
)("ends a pause %s as soon as AbortSignal.timeout fires, and calls it a time-out", async (...row) => {
  const [, lastAsked, wait] = row;
  const limit = new AbortController();
  const asked: string[] = [];
  await using server = await unfinished((url) => {
    asked.push(url);
    const isPausing = lastAsked.test(url) && asked.length >= (isRegistration(lastAsked) ? 3 : 1);
    if (isPausing) setTimeout(() => limit.abort(new DOMException("over", "TimeoutError")), 20);
  });
  await using cml = plainClient(server, { retry });
  const failure = await failureOf(wait(cml, limit.signal));
  expect(failure).toMatchObject({ code: "timeout", cause: { name: "TimeoutError" } });
  expect(asked.at(-1)).toMatch(lastAsked);
});

/** Which looks once before it orders: the pause comes after the second look. */
const isRegistration = (lastAsked: RegExp): boolean => lastAsked.source.startsWith("licensing");
