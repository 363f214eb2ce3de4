import { describe } from "vitest";
import { exchanges } from "../test/exchanges.ts";
import { idOf } from "../test/ids.ts";

const target = { node_id: idOf(2), compute_id: idOf(7), lab_id: idOf(1), label: "r1" };
const ourTarget = { nodeId: idOf(2), computeId: idOf(7), labId: idOf(1), label: "r1" };

describe("keys", () => {
  exchanges({
    "reads the keys of consoles": {
      call: (cml) => cml.keys.console({ all: true }),
      operation: "GET /keys/console",
      url: "/keys/console?show_all=true",
      answer: { [idOf(8)]: { ...target, driver: "KVM", line: 0 } },
      gives: { [idOf(8)]: { ...ourTarget, driver: "KVM", line: 0 } },
    },
    "reads the keys of screens": {
      call: (cml) => cml.keys.vnc(),
      operation: "GET /keys/vnc",
      url: "/keys/vnc?show_all=false",
      answer: { [idOf(8)]: { ...target, compute_address: "fd00::1" } },
      gives: { [idOf(8)]: { ...ourTarget, computeAddress: "fd00::1" } },
    },
  });
});
