import { type CmlSimulator, startCmlSimulator } from "@cml-fleet/simulator";
import { ProxyAgent } from "undici";
import { expect, test } from "vitest";
import { type CmlTls, createCmlClient, normalizeFingerprint } from "../index.ts";
import { failureOf } from "../test/clients.ts";
import { type ConnectProxy, connectProxy } from "../test/connect-proxy.ts";

test.each<[string, CmlTls]>([
  ["a pin", { trust: "pinned", fingerprint256: "ab".repeat(32) }],
  ["the usual authorities", { trust: "system" }],
])("refuses %s beside a dispatcher, which would not ask for it", async (_what, tls) => {
  await using agent = disposing(new ProxyAgent("http://127.0.0.1:1"));
  const options = { baseUrl: "https://cml.example", tls, dispatcher: agent.agent };
  expect(() => createCmlClient(options)).toThrow(
    expect.objectContaining({ code: "invalid_request", message: expect.stringContaining("requestTls") }),
  );
});

test("keeps the pin behind a proxy, in the way the README shows", async () => {
  await using cml = await startCmlSimulator();
  await using proxy = await connectProxy();
  await using agent = disposing(pinning(proxy, cml.identity.cert, cml.fingerprint256));
  await using client = behind(cml, agent.agent);
  expect(await client.labs.list()).toHaveLength(2);
  for await (const event of client.events()) {
    expect(event.type).toBe("connected");
    break;
  }
  expect(new Set(proxy.asked)).toEqual(new Set([new URL(cml.url).host]));
});

test("behind a proxy, sends nothing to another certificate than the pinned one", async () => {
  await using cml = await startCmlSimulator();
  await using proxy = await connectProxy();
  const { cert } = cml.identity;
  await using strange = disposing(pinning(proxy, cert, "00".repeat(32)));
  await using client = behind(cml, strange.agent);
  await failureOf(client.labs.list());
  await using agent = disposing(pinning(proxy, cert, cml.fingerprint256));
  await cml.renewCertificate();
  await using other = behind(cml, agent.agent);
  expect((await failureOf(other.labs.list())).code).toBe("certificate_untrusted");
  expect(cml.requests.count()).toBe(0);
});

function pinning({ url: uri }: ConnectProxy, ca: string, fingerprint256: string): ProxyAgent {
  return new ProxyAgent({
    uri,
    requestTls: {
      ca,
      checkServerIdentity: (_host, shown) =>
        normalizeFingerprint(shown.fingerprint256) === normalizeFingerprint(fingerprint256)
          ? undefined
          : new Error("The certificate is not the pinned one."),
    },
  });
}

function behind(cml: CmlSimulator, dispatcher: ProxyAgent) {
  return createCmlClient({
    baseUrl: cml.url,
    auth: { username: cml.username, password: cml.password },
    retry: { attempts: 1 },
    dispatcher,
  });
}

function disposing<Agent extends { close(): Promise<void> }>(agent: Agent) {
  return { agent, [Symbol.asyncDispose]: () => agent.close() };
}
