import type { Clock, ImageInfo } from "@cml-fleet/core";

/** An image that exists is described the same for ever; looked at again once a day, in milliseconds. */
const KNOWN_MS = 24 * 60 * 60_000;
/** How long "there is no such image" is believed, in milliseconds: a new one may take a moment to appear. */
const UNKNOWN_MS = 10 * 60_000;

/** Remembers images, and the questions about images that are under way. */
export interface ImageCache {
  /** The answer, or the answer to come, as long as it may be believed. */
  get(key: string): Promise<ImageInfo | undefined> | undefined;
  /** Remembers an answer to come. One that fails is forgotten. */
  put(key: string, answer: Promise<ImageInfo | undefined>): void;
}

interface Entry {
  readonly answer: Promise<ImageInfo | undefined>;
  /** Milliseconds since 1970; endless while the question is under way. */
  goodUntil: number;
}

/** Keeps at most `size` answers; the one that was not asked for longest goes first. */
export function imageCache(clock: Clock, size = 5_000): ImageCache {
  // A Map iterates in the order of insertion, so the first key is the one used longest ago.
  const entries = new Map<string, Entry>();

  function forget(key: string, entry: Entry): void {
    if (entries.get(key) === entry) entries.delete(key);
  }

  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      if (clock.now() >= entry.goodUntil) return undefined;
      entries.set(key, entry);
      return entry.answer;
    },
    put(key, answer) {
      const entry: Entry = { answer, goodUntil: Number.POSITIVE_INFINITY };
      entries.delete(key);
      entries.set(key, entry);
      answer.then(
        (image) => {
          entry.goodUntil = clock.now() + (image ? KNOWN_MS : UNKNOWN_MS);
        },
        () => forget(key, entry),
      );
      for (const [oldest] of entries) {
        if (entries.size <= size) break;
        entries.delete(oldest);
      }
    },
  };
}
