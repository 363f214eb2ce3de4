import { describe, expect } from "vitest";
import { exchanges } from "../test/exchanges.ts";

describe("system.auth", () => {
  exchanges({
    "reads how users are known": {
      call: (cml) => cml.system.auth.config(),
      operation: "GET /system/auth/config",
      url: "/system/auth/config",
      answer: { method: "ldap", server_urls: "ldaps://ad.example", verify_tls: true },
      gives: expect.objectContaining({
        method: "ldap",
        serverUrls: "ldaps://ad.example",
        verifyTls: true,
        rootDn: null,
      }),
    },
    "decides how users are known": {
      call: (cml) =>
        cml.system.auth.setConfig({ method: "ldap", managerDn: "cn=m", managerPassword: "secret" }),
      operation: "PATCH /system/auth/config",
      url: "/system/auth/config",
      body: { method: "ldap", manager_dn: "cn=m", manager_password: "secret" },
    },
    "tries settings out, under hyphenated names": {
      call: (cml) =>
        cml.system.auth.test({
          config: { method: "local" },
          user: { username: "u", password: "p" },
          groupName: "g",
        }),
      operation: "POST /system/auth/test",
      url: "/system/auth/test",
      body: {
        "auth-config": { method: "local" },
        "auth-data": { username: "u", password: "p" },
        "group-data": { group_name: "g" },
      },
      answer: { user: { auth_ok: true, is_admin: false, display: "U", email: "u@x", attributes: {} } },
      gives: {
        user: { isAuthenticated: true, isAdmin: false, displayName: "U", email: "u@x", attributes: {} },
        group: null,
      },
    },
    "lists groups of the directory": {
      call: (cml) => cml.system.auth.groups({ filter: "(cn=a*)" }),
      operation: "GET /system/auth/groups",
      url: "/system/auth/groups?filter=(cn%3Da*)",
      answer: ["cn=ab"],
      gives: ["cn=ab"],
    },
    "brings groups up to date": {
      call: (cml) => cml.system.auth.refresh(),
      operation: "PUT /system/auth/refresh",
      url: "/system/auth/refresh",
    },
  });
});
