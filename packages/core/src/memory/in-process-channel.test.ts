import { describe, test } from "vitest";
import { check, eventChannelContract } from "../testing/index.ts";
import { inProcessChannel } from "./in-process-channel.ts";

describe("inProcessChannel", () => {
  check(
    test,
    eventChannelContract(async () => {
      const channel = inProcessChannel();
      return { here: channel, there: channel };
    }),
  );
});
