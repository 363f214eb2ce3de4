import { describe } from "vitest";
import { exchanges } from "../test/exchanges.ts";
import { idOf } from "../test/ids.ts";

describe("telemetry", () => {
  exchanges({
    "reads events whatever way their times are written": {
      call: (cml) => cml.telemetry.events(),
      operation: "GET /telemetry/events",
      url: "/telemetry/events",
      answer: [
        { category: "start_lab", timestamp: "2026-05-20T12:00:00.123456Z", data: { lab_id: idOf(1) } },
        { category: "stop_lab", timestamp: "2026-05-20T12:00:00", data: {} },
        { category: "lab_autostart", timestamp: "2026-05-20T12:00:00+00:00", data: {} },
      ],
      gives: [
        { category: "start_lab", at: "2026-05-20T12:00:00.123Z", data: { lab_id: idOf(1) } },
        { category: "stop_lab", at: "2026-05-20T12:00:00.000Z", data: {} },
        { category: "lab_autostart", at: "2026-05-20T12:00:00.000Z", data: {} },
      ],
      beyondTable: ["unknown_word *.category"],
    },
    "reads the choice of 2.9": {
      call: (cml) => cml.telemetry.settings(),
      operation: "GET /telemetry",
      url: "/telemetry",
      answer: { opt_in: true, show_modal: false },
      gives: { optIn: "accepted", showModal: false },
    },
    "reads the choice of 2.10": {
      call: (cml) => cml.telemetry.settings(),
      operation: "GET /telemetry",
      url: "/telemetry",
      answer: { opt_in: "unset", show_modal: true },
      gives: { optIn: "unset", showModal: true },
    },
    "sends a choice as 2.9 wants it": {
      call: (cml) => cml.telemetry.setOptIn("unset"),
      operation: "PUT /telemetry",
      url: "/telemetry",
      body: { opt_in: null },
      answer: { opt_in: null, show_modal: true },
      gives: { optIn: "unset", showModal: true },
    },
  });
});
