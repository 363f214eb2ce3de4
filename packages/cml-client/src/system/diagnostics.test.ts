import { describe } from "vitest";
import { exchanges } from "../test/exchanges.ts";
import { idOf } from "../test/ids.ts";

const id = idOf(7);

const notice = {
  id,
  level: "WARNING",
  label: "Tonight",
  content: "",
  enabled: true,
  activated: "2026-05-20 12:00:00",
  acknowledged: { [idOf(9)]: false },
  groups: [],
};

const ourNotice = {
  id,
  level: "WARNING",
  label: "Tonight",
  content: "",
  enabled: true,
  activatedAt: "2026-05-20T12:00:00.000Z",
  acknowledged: { [idOf(9)]: false },
  groupIds: [],
};

describe("system", () => {
  exchanges({
    "turns users away": {
      call: (cml) => cml.system.setMaintenanceMode({ maintenanceMode: true, noticeId: id }),
      operation: "PATCH /system/maintenance_mode",
      url: "/system/maintenance_mode",
      body: { maintenance_mode: true, notice: id },
      answer: { maintenance_mode: true, notice: id, resolved_notice: notice },
      gives: { maintenanceMode: true, noticeId: id, notice: ourNotice },
    },
    "reads how far starting is": {
      call: (cml) => cml.system.diagnostics("startup_scheduler"),
      operation: "GET /diagnostics/{category}",
      url: "/diagnostics/startup_scheduler",
      answer: {
        licensing_loaded: true,
        core_driver_connected: true,
        node_definitions_loaded: true,
        lld_connected: false,
        lld_synced: false,
        system_ready: false,
      },
      gives: {
        licensingLoaded: true,
        coreDriverConnected: true,
        nodeDefinitionsLoaded: true,
        lldConnected: false,
        lldSynced: false,
        systemReady: false,
      },
    },
    "reads the states of all labs": {
      call: (cml) => cml.system.diagnostics("labs"),
      operation: "GET /diagnostics/{category}",
      url: "/diagnostics/labs",
      answer: {
        [idOf(1)]: {
          created: "2026-05-20T12:00:00+00:00",
          allocated: true,
          nodes: {
            [idOf(2)]: { label: "r1", state: "BOOTED", state_times: { QUEUED: 0, STARTED: 1, BOOTED: 2 } },
          },
          links: {},
          interfaces: {},
        },
      },
      gives: {
        [idOf(1)]: {
          createdAt: "2026-05-20T12:00:00.000Z",
          isAllocated: true,
          nodes: {
            [idOf(2)]: { label: "r1", state: "BOOTED", secondsInState: { QUEUED: 0, STARTED: 1, BOOTED: 2 } },
          },
        },
      },
    },
    "passes other diagnostics on as they came": {
      call: (cml) => cml.system.diagnostics("services"),
      operation: "GET /diagnostics/{category}",
      url: "/diagnostics/services",
      answer: { dispatcher: true, termws: false },
      gives: { dispatcher: true, termws: false },
    },
    "reads the idle limit of the pages": {
      call: (cml) => cml.system.webSessionTimeout(),
      operation: "GET /web_session_timeout",
      url: "/web_session_timeout",
      answer: 3_600,
      gives: 3_600,
    },
    "sets the idle limit, in the path": {
      call: (cml) => cml.system.setWebSessionTimeout(600),
      operation: "PATCH /web_session_timeout/{timeout}",
      url: "/web_session_timeout/600",
      answer: "OK",
    },
  });
});
