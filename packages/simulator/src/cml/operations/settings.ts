import { z } from "zod";
import { json } from "../answer.ts";
import type { OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";
import { wholeNumber } from "../whole-number.ts";

const optIn = z.strictObject({ opt_in: z.boolean().nullable() });
const feedback = z.record(z.string(), z.unknown());

/** What is set of a controller by one value each, and what is said to Cisco. */
export const settingOperations: OperationTable = {
  "GET /web_session_timeout": {
    access: "user",
    handle: ({ controller }) => json(controller.system.webSessionTimeoutS),
  },
  "PATCH /web_session_timeout/{timeout}": {
    access: "admin",
    handle({ controller, path }) {
      controller.system.webSessionTimeoutS = wholeNumber(path["timeout"] ?? "", { min: 300, max: 604_800 });
      return json("OK");
    },
  },
  "GET /telemetry": {
    access: "admin",
    handle({ controller: { system } }) {
      const { optIn: choice, showModal } = system.telemetry;
      return json({ opt_in: choice, show_modal: showModal });
    },
  },
  "PUT /telemetry": {
    access: "admin",
    handle({ controller: { system }, body }) {
      const { opt_in: choice } = parseBody(optIn, body);
      // Who has chosen is not asked any more.
      system.telemetry = { optIn: choice, showModal: choice === null };
      return json({ opt_in: choice, show_modal: choice === null });
    },
  },
  "POST /feedback": {
    access: "user",
    handle({ body }) {
      parseBody(feedback, body);
      return json(null, 201);
    },
  },
};
