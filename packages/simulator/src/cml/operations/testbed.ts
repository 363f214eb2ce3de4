import { isIPv6 } from "node:net";
import { CmlApiError } from "../answer.ts";
import { type TestbedHost, testbedOf } from "../labs/testbed.ts";
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
      const body = testbedOf(knownLab(call), hostIn(name));
      return { status: 200, body, contentType: "application/x-yaml" };
    },
  },
};

/** @throws CmlApiError 400 for what is no host, though it may look like one. */
function hostIn(name: string): TestbedHost {
  const [, ip = "", port] = host.test(name) ? (/^(\[.*\]|[^:]*)(?::(\d+))?$/.exec(name) ?? []) : [];
  const isAddress = !ip.startsWith("[") || isIPv6(ip.slice(1, -1));
  if (ip === "" || !isAddress || Number(port ?? 22) > 65_535)
    throw new CmlApiError(400, "Input validation failed");
  return { ip, ...(port !== undefined && { port: Number(port) }) };
}
