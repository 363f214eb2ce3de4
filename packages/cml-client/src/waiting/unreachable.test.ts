import { expect, test } from "vitest";
import { type CmlClient, createCmlClient } from "../index.ts";
import { failureOf, plainClient } from "../test/clients.ts";
import { idOf } from "../test/ids.ts";
import { labController } from "../test/lab-controller.ts";
import { json, type Loopback, loopback } from "../test/loopback.ts";
import { openServer } from "../test/open-server.ts";

/** Far longer than a test: who tries until the deadline does not come to an end. */
const patient = { pollMs: 2, timeoutMs: 3_600_000 };
const lab = idOf(1);

/** A port where nobody listens any more. */
async function nobody(): Promise<string> {
  await using server = await loopback(() => {});
  return server.url;
}

const waits: readonly (readonly [name: string, wait: (cml: CmlClient) => Promise<unknown>])[] = [
  ["waitUntilConverged", (cml) => cml.labs.waitUntilConverged(lab, { ...patient, target: "started" })],
  ["ensureStarted", (cml) => cml.labs.ensureStarted(lab, patient)],
  ["ensureStopped", (cml) => cml.labs.ensureStopped(lab, patient)],
  ["ensureWiped", (cml) => cml.labs.ensureWiped(lab, patient)],
  ["destroy", (cml) => cml.labs.destroy(lab, patient)],
  ["registerAndWait", (cml) => cml.licensing.registerAndWait({ token: "ABCD-1234", ...patient })],
];

test.each(waits)("%s says after the usual retries that nobody is there", async (_name, wait) => {
  const url = await nobody();
  const attempts: (string | null)[] = [];
  await using cml = plainClient(
    { url },
    {
      retry: { attempts: 3, baseDelayMs: 1 },
      hooks: { onAttempt: ({ failure }) => void attempts.push(failure) },
    },
  );
  const failure = await failureOf(wait(cml));
  expect(failure).toMatchObject({ code: "connection", message: expect.stringContaining("ECONNREFUSED") });
  expect(attempts).toEqual(["connection", "connection", "connection"]);
});

test.each(waits)("%s says that there is no such host", async (_name, wait) => {
  const auth = { username: "admin", password: "pw" };
  // Too long for a name, so that no name server is asked.
  const baseUrl = `https://${"c".repeat(64)}.invalid`;
  await using cml = createCmlClient({ baseUrl, auth, retry: { attempts: 1 } });
  expect((await failureOf(wait(cml))).code).toBe("connection");
});

test.each(waits)("%s says that nobody answers", async (_name, wait) => {
  await using server = await openServer(() => {});
  await using cml = plainClient(server, { timeoutMs: 20 });
  expect(await failureOf(wait(cml))).toMatchObject({
    code: "timeout",
    message: expect.stringContaining("No answer within 20 ms"),
  });
});

test.each([200, 503])(
  "puts up with connections that fail once the controller has answered %i",
  async (status) => {
    await using controller = await labController({ states: ["STARTED"] });
    let looks = 0;
    controller.onAsked = (what, response) => {
      if (what !== "GET check_if_converged") return false;
      looks++;
      if (looks === 1) json(response, false, status);
      else if (looks < 5) response.destroy();
      else json(response, true);
      return true;
    };
    await using cml = plainClient(controller as unknown as Loopback);
    expect(await cml.labs.waitUntilConverged(controller.labId, patient)).toMatchObject({ converged: true });
    expect(looks).toBe(5);
  },
);

test("puts up with a connection that fails in the middle of a sequence", async () => {
  await using controller = await labController({ states: ["BOOTED"] });
  let isCut = false;
  controller.onAsked = (what, response) => {
    if (isCut || what !== "GET check_if_converged" || controller.orders().length === 0) return false;
    isCut = true;
    response.destroy();
    return true;
  };
  await using cml = plainClient(controller as unknown as Loopback);
  await cml.labs.ensureStopped(controller.labId, patient);
  expect(isCut).toBe(true);
});
