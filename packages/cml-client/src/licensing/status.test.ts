import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, test } from "vitest";
import type { CmlDrift } from "../index.ts";
import { clientOf, plainClient } from "../test/clients.ts";
import { json, loopback } from "../test/loopback.ts";

test("reads a controller's licence, dates without a zone included, without drift", async () => {
  const drift: CmlDrift[] = [];
  const nowMs = Date.parse("2026-05-20T12:00:00Z");
  await using cml = await startCmlSimulator({ clock: () => nowMs });
  await using client = clientOf(cml, { hooks: { onDrift: (difference) => void drift.push(difference) } });
  const { features, ...status } = await client.licensing.status();
  expect(status).toEqual({
    registration: {
      status: "COMPLETED",
      smartAccount: "Example Organization",
      virtualAccount: "Default",
      registeredAt: "2026-04-20T12:00:00.000Z",
      expiresAt: "2027-04-20T12:00:00.000Z",
    },
    authorization: { status: "IN_COMPLIANCE", expiresAt: "2026-07-19T12:00:00.000Z" },
    reservationMode: false,
    transport: {
      ssms: "https://smartreceiver.cisco.com/licservice/license",
      defaultSsms: "https://smartreceiver.cisco.com/licservice/license",
      proxyServer: null,
      proxyPort: null,
    },
    udi: { hostname: "cml-controller", productUuid: expect.any(String) },
    productLicense: { active: "CML_Enterprise", isEnterprise: true },
  });
  expect(features).toHaveLength(2);
  expect(features[0]).toMatchObject({
    name: "CML - Enterprise License",
    status: "IN_COMPLIANCE",
    inUse: 1,
    min: 0,
    max: 1,
    minEndsAt: null,
  });
  expect(drift).toEqual([]);
});

test("knows nothing of a licence that says nothing, and lets unknown words pass", async () => {
  await using server = await loopback((_request, response) =>
    json(response, { registration: { status: "RETRY_FAILED", expires: "" }, features: [null] }),
  );
  await using client = plainClient(server);
  expect(await client.licensing.status()).toMatchObject({
    registration: { status: "RETRY_FAILED", smartAccount: null, registeredAt: null, expiresAt: null },
    authorization: { status: null, expiresAt: null },
    features: [],
    reservationMode: null,
  });
});
