import { CmlApiError, json } from "../answer.ts";
import { type Capture, captureConfig, captureSchema, createCapture } from "../captures/capture.ts";
import type { Controller } from "../controller.ts";
import { elementsAt } from "../labs/lab-elements.ts";
import type { Call, OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";
import { isBefore, releaseOf } from "../releases/release.ts";
import { knownLink } from "./known-link.ts";

/** Captures of what goes over links. */
export const captureOperations: OperationTable = {
  "PUT /labs/{lab_id}/links/{link_id}/capture/start": {
    access: "lab_exec",
    handle(call) {
      const { controller } = call;
      const { lab, link } = knownLink(call);
      const config = captureConfig(parseBody(captureSchema, call.body));
      const nowMs = controller.clock();
      // How these two are refused is not recorded.
      if (elementsAt(lab, nowMs).links.get(link.id) !== "STARTED")
        throw new CmlApiError(400, `Link ${link.id} is not started.`);
      if (running(call)) throw new CmlApiError(400, `Link ${link.id} is being captured already.`);
      const { seed } = controller;
      link.capture = createCapture({
        key: keyFor(controller, link.id),
        config,
        beginMs: nowMs,
        seed,
        lab,
        link,
      });
      controller.news.note("packet_capture", { lab_id: lab.id, link_id: link.id });
      return json(config);
    },
  },
  "PUT /labs/{lab_id}/links/{link_id}/capture/stop": {
    access: "lab_exec",
    handle(call) {
      // Stopping what does not run changes nothing (an assumption).
      running(call)?.stop(call.controller.clock());
      return json(null);
    },
  },
  "GET /labs/{lab_id}/links/{link_id}/capture/status": {
    access: "lab_view",
    handle(call) {
      const capture = running(call);
      if (!capture) return json({ config: null, starttime: null, packetscaptured: null });
      const { key, config, beginMs } = capture;
      return json({
        config: { ...config, link_capture_key: key },
        starttime: `${new Date(beginMs).toISOString().slice(0, 19)}Z`,
        packetscaptured: capture.sizeAt(call.controller.clock()),
      });
    },
  },
  "GET /labs/{lab_id}/links/{link_id}/capture/key": {
    access: "lab_view",
    handle(call) {
      const capture = running(call);
      if (capture) return json(capture.key);
      throw new CmlApiError(404, `No packet capture is running on link ${knownLink(call).link.id}.`);
    },
  },
};

/** From 2.10 on the id of the link is the key. */
function keyFor({ version, newId }: Controller, linkId: string): string {
  return isBefore(releaseOf(version), "2.10") ? newId() : linkId;
}

/** The capture that takes packets of the link of a call. */
function running(call: Call): Capture | undefined {
  const { capture } = knownLink(call).link;
  return capture?.runsAt(call.controller.clock()) ? capture : undefined;
}
