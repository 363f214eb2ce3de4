import { CmlApiError } from "../answer.ts";
import { testbedOf } from "../labs/testbed.ts";
import type { OperationTable } from "../operation.ts";
import { knownLab } from "./labs.ts";

/** As the document has it. */
const host = /^((\d{1,3}.){3}\d{1,3}|\[[\da-fA-F:]{3,39}(%[\da-z-]{1,15})?\]|[a-zA-Z\d.-]{1,64})(:\d{1,5})?$/;

/** Labs as testbeds of pyATS. */
export const testbedOperations: OperationTable = {
  "GET /labs/{lab_id}/pyats_testbed": {
    access: "lab_view",
    handle(call, request) {
      const name = call.query.get("hostname") ?? request.headers.host?.replace(/:\d+$/, "") ?? "localhost";
      if (!host.test(name)) throw new CmlApiError(400, "Input validation failed");
      return { status: 200, body: testbedOf(knownLab(call), name), contentType: "application/x-yaml" };
    },
  },
};
