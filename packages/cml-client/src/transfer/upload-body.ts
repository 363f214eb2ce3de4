import { setImmediate as turn } from "node:timers/promises";
import type { CmlContentUpload } from "../api/upload.ts";
import { CmlError } from "../errors.ts";
import { brokenContent } from "./broken-content.ts";
import { createContentReader } from "./content-reader.ts";
import type { Envelope } from "./envelope.ts";

/** The bytes of an upload, as the connection asks for them. */
export interface UploadBody {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Whom the upload waits for. */
  readonly waitingFor: "content" | "controller";
  /** Whether all of it was asked for. */
  readonly complete: boolean;
  /** What was wrong with the content, if that is what ended the upload. */
  readonly failure: CmlError | undefined;
  /** Stops reading at once, even from a content that never gives anything again. */
  cancel(): void;
}

/** Called with the bytes of the file that the connection has taken; with the same number when the content gave more. */
export type OnStep = (sentBytes: number) => void;

/** Large chunks are cut, so that progress and standstill show. */
const LONGEST_CHUNK = 262_144;

export function createUploadBody(
  { content, size }: CmlContentUpload,
  { head, tail }: Envelope,
  onStep: OnStep,
): UploadBody {
  const reader = createContentReader(content);
  let waitingFor: UploadBody["waitingFor"] = "controller";
  let complete = false;
  let failure: CmlError | undefined;

  async function nextChunk(sentBytes: number): Promise<Uint8Array | undefined> {
    waitingFor = "content";
    let chunk = await reader.next();
    while (chunk?.length === 0) {
      // Nothing is no sign of life: timers must run, and end an upload that gets nothing else.
      await turn();
      chunk = await reader.next();
    }
    waitingFor = "controller";
    onStep(sentBytes);
    if (chunk === undefined && sentBytes < size) {
      throw brokenContent(`The content ends after ${sentBytes} of ${size} bytes`);
    }
    if (chunk !== undefined && sentBytes + chunk.length > size) {
      throw brokenContent(`The content is larger than its size says (${size} bytes)`);
    }
    return chunk;
  }
  async function* file(): AsyncGenerator<Uint8Array> {
    let sentBytes = 0;
    for (let chunk = await nextChunk(0); chunk !== undefined; chunk = await nextChunk(sentBytes)) {
      for (let from = 0; from < chunk.length; from += LONGEST_CHUNK) {
        const part = chunk.subarray(from, from + LONGEST_CHUNK);
        yield part;
        sentBytes += part.length;
        onStep(sentBytes);
      }
    }
  }
  async function* bytes(): AsyncGenerator<Uint8Array> {
    // The headers go out with the first bytes: before the content is asked for any.
    yield head;
    try {
      yield* file();
    } catch (error) {
      if (CmlError.is(error)) failure = error;
      throw error;
    } finally {
      reader.close();
    }
    complete = true;
    yield tail;
  }

  return {
    bytes: bytes(),
    get waitingFor() {
      return waitingFor;
    },
    get complete() {
      return complete;
    },
    get failure() {
      return failure;
    },
    cancel: () => reader.cancel(),
  };
}
