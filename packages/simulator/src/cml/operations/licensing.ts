import { z } from "zod";
import { json, noContent } from "../answer.ts";
import { featuresOf, setFeatures } from "../licensing/features.ts";
import { featureCountsSchema, productSchema, transportSchema } from "../licensing/settings.ts";
import { licensingView, techSupport } from "../licensing/view.ts";
import type { OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";

const registration = z.strictObject({
  token: z.string().regex(/^[a-zA-Z\d+/%=-]{1,256}$/),
  reregister: z.boolean().default(false),
});

/** Smart Licensing: where it is, registering with Cisco and not any more, and what is licensed. */
export const licensingOperations: OperationTable = {
  "GET /licensing": { access: "admin", handle: ({ controller }) => json(licensingView(controller)) },
  "GET /licensing/features": {
    access: "admin",
    handle: ({ controller: { licence, clock } }) => json(featuresOf(licence.settings, licence.at(clock()))),
  },
  "PATCH /licensing/features": {
    access: "admin",
    handle({ controller: { licence, clock }, body }) {
      setFeatures(licence.settings, licence.at(clock()), parseBody(featureCountsSchema, body));
      return noContent;
    },
  },
  "GET /licensing/tech_support": {
    access: "admin",
    // Against the document it is text.
    handle: ({ controller }) => ({ status: 200, body: techSupport(controller), contentType: "text/plain" }),
  },
  "PUT /licensing/product_license": {
    access: "admin",
    handle({ controller, body }) {
      controller.licence.settings.product = parseBody(productSchema, body);
      return noContent;
    },
  },
  "PUT /licensing/transport": {
    access: "admin",
    handle({ controller, body }) {
      controller.licence.settings.transport = parseBody(transportSchema, body);
      return noContent;
    },
  },
  "POST /licensing/registration": {
    access: "admin",
    handle({ controller, body }) {
      const { token, reregister } = parseBody(registration, body);
      controller.licence.register(token, reregister, controller.clock());
      // Members of this note are not recorded.
      controller.news.note("license_info", { event: "registration" });
      return noContent;
    },
  },
  "PUT /licensing/registration/renew": {
    access: "admin",
    handle({ controller }) {
      controller.licence.renew("registration", controller.clock());
      return noContent;
    },
  },
  "PUT /licensing/authorization/renew": {
    access: "admin",
    handle({ controller }) {
      controller.licence.renew("authorization", controller.clock());
      return noContent;
    },
  },
  "DELETE /licensing/deregistration": {
    access: "admin",
    handle({ controller }) {
      const outcome = controller.licence.deregister(controller.clock());
      controller.news.note("license_info", { event: "deregistration" });
      return outcome === "complete" ? noContent : { status: 202 };
    },
  },
};
