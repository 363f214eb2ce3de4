import { describe } from "vitest";
import { exchanges } from "../test/exchanges.ts";

const status = { registration: { status: "COMPLETED" } };

describe("licensing", () => {
  exchanges({
    "asks for a registration": {
      call: (cml) => cml.licensing.register({ token: "dG9rZW4=" }),
      operation: "POST /licensing/registration",
      url: "/licensing/registration",
      body: { token: "dG9rZW4=" },
    },
    "takes the status that newer releases answer with for success": {
      call: (cml) => cml.licensing.register({ token: "dG9rZW4=", reregister: true }),
      operation: "POST /licensing/registration",
      url: "/licensing/registration",
      body: { token: "dG9rZW4=", reregister: true },
      answer: status,
      status: 202,
    },
    deregisters: {
      call: (cml) => cml.licensing.deregister(),
      operation: "DELETE /licensing/deregistration",
      url: "/licensing/deregistration",
      gives: { outcome: "deregistered" },
    },
    "deregisters as newer releases answer": {
      call: (cml) => cml.licensing.deregister(),
      operation: "DELETE /licensing/deregistration",
      url: "/licensing/deregistration",
      answer: status,
      gives: { outcome: "deregistered" },
    },
    "does not take a deregistration that Cisco has not heard of for a success": {
      call: (cml) => cml.licensing.deregister(),
      operation: "DELETE /licensing/deregistration",
      url: "/licensing/deregistration",
      status: 202,
      gives: { outcome: "manual_removal_needed" },
    },
    "renews the registration": {
      call: (cml) => cml.licensing.renewRegistration(),
      operation: "PUT /licensing/registration/renew",
      url: "/licensing/registration/renew",
    },
    "renews the authorization": {
      call: (cml) => cml.licensing.renewAuthorization(),
      operation: "PUT /licensing/authorization/renew",
      url: "/licensing/authorization/renew",
    },
    "decides how Cisco is reached, without a proxy": {
      call: (cml) => cml.licensing.setTransport({ ssms: "https://ssms.example/path" }),
      operation: "PUT /licensing/transport",
      url: "/licensing/transport",
      body: { ssms: "https://ssms.example/path", proxy: { server: null, port: null } },
    },
    "decides how Cisco is reached, with a proxy": {
      call: (cml) => cml.licensing.setTransport({ proxy: { server: "proxy.example", port: 8_080 } }),
      operation: "PUT /licensing/transport",
      url: "/licensing/transport",
      body: { proxy: { server: "proxy.example", port: 8_080 } },
    },
    "chooses the product with a JSON string": {
      call: (cml) => cml.licensing.setProductLicense("CML_Enterprise"),
      operation: "PUT /licensing/product_license",
      url: "/licensing/product_license",
      body: "CML_Enterprise",
    },
    "asks for features": {
      call: (cml) =>
        cml.licensing.setFeatures([{ id: "regid.2019-10.com.cisco.CML_NODE_COUNT,1.0_2", count: 0 }]),
      operation: "PATCH /licensing/features",
      url: "/licensing/features",
      body: [{ id: "regid.2019-10.com.cisco.CML_NODE_COUNT,1.0_2", count: 0 }],
    },
    "reads the report for the support as text": {
      call: (cml) => cml.licensing.techSupport(),
      operation: "GET /licensing/tech_support",
      url: "/licensing/tech_support",
      answer: "License Usage\n",
      mediaType: "text/plain",
      gives: "License Usage\n",
    },
  });
});
