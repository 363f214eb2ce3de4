import { describe } from "vitest";
import { exchanges } from "../test/exchanges.ts";
import { idOf } from "../test/ids.ts";

const id = idOf(7);

const connector = {
  id,
  device_name: "virbr0",
  label: "NAT",
  tags: ["NAT"],
  protected: false,
  snooped: true,
  allowed: true,
  operational: {
    forwarding: "NAT",
    label: "NAT",
    mtu: 1_500,
    exists: true,
    enabled: true,
    protected: false,
    snooped: true,
    stp: false,
    interface: null,
    ip_networks: ["192.168.255.1/24"],
  },
};

const ourConnector = {
  id,
  deviceName: "virbr0",
  label: "NAT",
  tags: ["NAT"],
  protected: false,
  snooped: true,
  allowed: true,
  operational: {
    forwarding: "NAT",
    label: "NAT",
    mtuBytes: 1_500,
    exists: true,
    enabled: true,
    protected: false,
    snooped: true,
    stp: false,
    interface: null,
    ipNetworks: ["192.168.255.1/24"],
  },
};

describe("system.externalConnectors", () => {
  exchanges({
    "lists them": {
      call: (cml) => cml.system.externalConnectors.list(),
      operation: "GET /system/external_connectors",
      url: "/system/external_connectors",
      answer: [connector],
      gives: [ourConnector],
    },
    "reads one": {
      call: (cml) => cml.system.externalConnectors.get(id),
      operation: "GET /system/external_connectors/{connector_id}",
      url: `/system/external_connectors/${id}`,
      answer: connector,
      gives: ourConnector,
    },
    "changes one": {
      call: (cml) => cml.system.externalConnectors.update(id, { snooped: false, tags: [] }),
      operation: "PATCH /system/external_connectors/{connector_id}",
      url: `/system/external_connectors/${id}`,
      body: { snooped: false, tags: [] },
      answer: { ...connector, operational: undefined },
      gives: { ...ourConnector, operational: null },
    },
    "deletes one": {
      call: (cml) => cml.system.externalConnectors.delete(id),
      operation: "DELETE /system/external_connectors/{connector_id}",
      url: `/system/external_connectors/${id}`,
    },
    "looks at the host again": {
      call: (cml) => cml.system.externalConnectors.sync({ pushConfiguredState: true }),
      operation: "PUT /system/external_connectors",
      url: "/system/external_connectors",
      body: { push_configured_state: true },
      answer: [],
      gives: [],
    },
  });
});
