import { z } from "zod";
import { json, noContent } from "../answer.ts";
import type { OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";

const authorizationCode = z.string().regex(/^[a-zA-Z0-9,_.:<>=/+ -]{1,8192}$/);

/** Licences without a connection to Cisco. */
export const licenceReservationOperations: OperationTable = {
  "PUT /licensing/reservation/mode": {
    access: "admin",
    handle({ controller: { licence, clock }, body }) {
      licence.setReservationMode(parseBody(z.boolean(), body), clock());
      return noContent;
    },
  },
  "POST /licensing/reservation/request": {
    access: "admin",
    handle: ({ controller }) => json(controller.licence.reservation.request()),
  },
  "POST /licensing/reservation/complete": {
    access: "admin",
    handle({ controller: { licence, clock }, body }) {
      return json(licence.completeReservation(parseBody(authorizationCode, body), clock()));
    },
  },
  "DELETE /licensing/reservation/cancel": {
    access: "admin",
    handle({ controller }) {
      controller.licence.reservation.cancel();
      return noContent;
    },
  },
  "DELETE /licensing/reservation/release": {
    access: "admin",
    handle: ({ controller }) => json(controller.licence.reservation.release()),
  },
  "POST /licensing/reservation/discard": {
    access: "admin",
    handle: ({ controller, body }) =>
      json(controller.licence.reservation.discard(parseBody(authorizationCode, body))),
  },
  "GET /licensing/reservation/confirmation_code": {
    access: "admin",
    handle: ({ controller }) => json(controller.licence.reservation.confirmationCode),
  },
  "DELETE /licensing/reservation/confirmation_code": {
    access: "admin",
    handle({ controller }) {
      controller.licence.reservation.forget("confirmationCode");
      return noContent;
    },
  },
  "GET /licensing/reservation/return_code": {
    access: "admin",
    handle: ({ controller }) => json(controller.licence.reservation.returnCode),
  },
  "DELETE /licensing/reservation/return_code": {
    access: "admin",
    handle({ controller }) {
      controller.licence.reservation.forget("returnCode");
      return noContent;
    },
  },
};
