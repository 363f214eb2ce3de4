import { type Clock, systemClock } from "@cml-fleet/core";
import {
  check,
  eventLogContract,
  leaseContract,
  observationContract,
  storeContract,
  workerIndexContract,
  workerSamples,
} from "@cml-fleet/core/testing";
import { describe, onTestFinished, test } from "vitest";
import { type SqliteStores, sqliteStores } from "./index.ts";
import { temporaryFile } from "./test/temporary-file.ts";

const places: readonly [string, () => string][] = [
  ["in memory", () => ":memory:"],
  ["in a file", temporaryFile],
];

describe.each(places)("sqliteStores %s", (_, place) => {
  const open = (clock: Clock = systemClock): SqliteStores => {
    const stores = sqliteStores({ path: place(), clock });
    onTestFinished(() => stores.close());
    return stores;
  };

  describe("workers", () => {
    check(
      test,
      storeContract(async () => open().workers, workerSamples),
    );
    check(
      test,
      workerIndexContract(async () => open().workers),
    );
  });
  describe("observations", () => {
    check(
      test,
      observationContract(async () => open().observations),
    );
  });
  describe("event log", () => {
    check(
      test,
      eventLogContract(async () => open().eventLog),
    );
  });
  describe("leases", () => {
    check(
      test,
      leaseContract(async ({ clock }) => open(clock).leases),
    );
  });
});
