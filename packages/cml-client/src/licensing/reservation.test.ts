import { describe } from "vitest";
import { exchanges } from "../test/exchanges.ts";

describe("licensing.reservation", () => {
  exchanges({
    "switches with a JSON boolean": {
      call: (cml) => cml.licensing.reservation.setMode(true),
      operation: "PUT /licensing/reservation/mode",
      url: "/licensing/reservation/mode",
      body: true,
    },
    "asks for a code": {
      call: (cml) => cml.licensing.reservation.request(),
      operation: "POST /licensing/reservation/request",
      url: "/licensing/reservation/request",
      answer: "CJ-Z1",
      gives: "CJ-Z1",
    },
    "completes with a JSON string": {
      call: (cml) => cml.licensing.reservation.complete("<code>"),
      operation: "POST /licensing/reservation/complete",
      url: "/licensing/reservation/complete",
      body: "<code>",
      answer: null,
      gives: null,
    },
    "takes a request back": {
      call: (cml) => cml.licensing.reservation.cancel(),
      operation: "DELETE /licensing/reservation/cancel",
      url: "/licensing/reservation/cancel",
    },
    "gives licences up": {
      call: (cml) => cml.licensing.reservation.release(),
      operation: "DELETE /licensing/reservation/release",
      url: "/licensing/reservation/release",
      answer: "R1",
      gives: "R1",
    },
    "gives a code up": {
      call: (cml) => cml.licensing.reservation.discard("<code>"),
      operation: "POST /licensing/reservation/discard",
      url: "/licensing/reservation/discard",
      body: "<code>",
      answer: "D1",
      gives: "D1",
    },
    "reads the code that confirms": {
      call: (cml) => cml.licensing.reservation.confirmationCode(),
      operation: "GET /licensing/reservation/confirmation_code",
      url: "/licensing/reservation/confirmation_code",
      answer: null,
      gives: null,
    },
    "forgets the code that confirms": {
      call: (cml) => cml.licensing.reservation.removeConfirmationCode(),
      operation: "DELETE /licensing/reservation/confirmation_code",
      url: "/licensing/reservation/confirmation_code",
    },
    "reads the return code": {
      call: (cml) => cml.licensing.reservation.returnCode(),
      operation: "GET /licensing/reservation/return_code",
      url: "/licensing/reservation/return_code",
      answer: "R1",
      gives: "R1",
    },
    "forgets the return code": {
      call: (cml) => cml.licensing.reservation.removeReturnCode(),
      operation: "DELETE /licensing/reservation/return_code",
      url: "/licensing/reservation/return_code",
    },
  });
});
