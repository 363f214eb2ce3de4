import type { ImageInfo } from "@cml-fleet/core";
import { type ManualClock, manualClock } from "@cml-fleet/core/testing";
import { beforeEach, describe, expect, test } from "vitest";
import { type ImageCache, imageCache } from "./image-cache.ts";

const HOUR_MS = 60 * 60_000;
const image: ImageInfo = { region: "eu-west-1", id: "ami-1" };

let clock: ManualClock;
let cache: ImageCache;
beforeEach(() => {
  clock = manualClock();
  cache = imageCache(clock, 3);
});

async function put(key: string, answer: ImageInfo | undefined): Promise<void> {
  const answered = Promise.resolve(answer);
  cache.put(key, answered);
  await answered;
}

test("believes an answer for a day, and no longer", async () => {
  await put("a", image);
  clock.advance(24 * HOUR_MS - 1);
  expect(await cache.get("a")).toBe(image);
  clock.advance(1);
  expect(cache.get("a")).toBeUndefined();
});

test("believes that there is no such image for ten minutes, and no longer", async () => {
  await put("a", undefined);
  const none = { image: undefined };
  clock.advance(10 * 60_000 - 1);
  expect({ image: await cache.get("a") }).toEqual(none);
  expect(cache.get("a")).toBeInstanceOf(Promise);
  clock.advance(1);
  expect(cache.get("a")).toBeUndefined();
});

test("believes it from when it was answered, not from when it was asked", async () => {
  const answer = Promise.withResolvers<ImageInfo>();
  cache.put("a", answer.promise);
  clock.advance(48 * HOUR_MS);
  expect(cache.get("a")).toBe(answer.promise);
  answer.resolve(image);
  await answer.promise;
  clock.advance(24 * HOUR_MS - 1);
  expect(cache.get("a")).toBe(answer.promise);
});

describe("a question that fails", () => {
  test("is forgotten", async () => {
    const failing = Promise.reject(new Error("no"));
    cache.put("a", failing);
    await failing.catch(() => undefined);
    expect(cache.get("a")).toBeUndefined();
  });

  test("does not take with it the question that came after", async () => {
    const first = Promise.withResolvers<ImageInfo>();
    cache.put("a", first.promise);
    await put("a", image);
    first.reject(new Error("no"));
    await first.promise.catch(() => undefined);
    expect(await cache.get("a")).toBe(image);
  });
});

test("drops the one that nobody asked for longest", async () => {
  for (const key of ["a", "b", "c"]) await put(key, image);
  void cache.get("a");
  await put("d", image);
  expect(["a", "b", "c", "d"].filter((key) => cache.get(key))).toEqual(["a", "c", "d"]);
  await put("c", image);
  await put("e", image);
  expect(["a", "c", "d", "e"].filter((key) => cache.get(key))).toEqual(["c", "d", "e"]);
});
