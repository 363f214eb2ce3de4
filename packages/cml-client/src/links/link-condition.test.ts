import { describe, expect } from "vitest";
import { exchanges } from "../test/exchanges.ts";
import { idOf } from "../test/ids.ts";

const lab = idOf(1);

const link = idOf(3);

const at = `/labs/${lab}/links/${link}`;

describe("links.condition", () => {
  exchanges({
    "is null where there is none": {
      call: (cml) => cml.links.condition.get(lab, link),
      operation: "GET /labs/{lab_id}/links/{link_id}/condition",
      url: `${at}/condition?operational=true`,
      answer: {},
      gives: null,
    },
    "is set under the names of the API, and read": {
      call: (cml) =>
        cml.links.condition.set(lab, link, { bandwidthKbps: 100, latencyMs: 20, lossPercent: 0.5 }),
      operation: "PATCH /labs/{lab_id}/links/{link_id}/condition",
      url: `${at}/condition?operational=true`,
      body: { bandwidth: 100, latency: 20, loss: 0.5 },
      answer: { bandwidth: 100, latency: 20, loss: 0.5, enabled: true, operational: { bandwidth: 100 } },
      gives: expect.objectContaining({
        enabled: true,
        bandwidthKbps: 100,
        latencyMs: 20,
        lossPercent: 0.5,
        gapMs: null,
        operational: expect.objectContaining({ bandwidthKbps: 100, latencyMs: null }),
      }),
    },
    "is cleared": {
      call: (cml) => cml.links.condition.clear(lab, link),
      operation: "DELETE /labs/{lab_id}/links/{link_id}/condition",
      url: `${at}/condition`,
    },
  });
});
