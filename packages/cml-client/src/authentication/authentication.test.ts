import { describe, expect, test } from "vitest";
import { failureOf, plainClient } from "../test/clients.ts";
import { exchanges } from "../test/exchanges.ts";
import { loopback } from "../test/loopback.ts";

describe("authentication", () => {
  exchanges({
    "tells that the login is taken": {
      call: (cml) => cml.authentication.authOk(),
      operation: "GET /authok",
      url: "/authok",
      answer: "OK",
      gives: true,
    },
  });

  test("tells that the login is refused, and throws what says nothing of it", async () => {
    let status = 401;
    await using server = await loopback((_request, response) => response.writeHead(status).end());
    await using cml = plainClient(server);
    expect(await cml.authentication.authOk()).toBe(false);
    status = 502;
    expect(await failureOf(cml.authentication.authOk())).toMatchObject({ code: "unavailable" });
  });
});
