import { constants, type Stats } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import type { CmlContentUpload, CmlFileUpload } from "../api/upload.ts";
import { type CallScope, waitFor } from "../transport/scope.ts";
import { brokenContent, unreadable } from "./broken-content.ts";
import { ownName } from "./check-upload.ts";

/** A file that is open, and has to be closed. */
export interface OpenFile {
  readonly upload: CmlContentUpload;
  close(): Promise<void>;
}

/**
 * More than the 64 KiB that undici lets a socket hold without a wait until all is sent: whoever asks for the next piece has
 * done with the one before, and of two buffers, one is free.
 */
const PIECE_BYTES = 262_144;

/**
 * Opens a file, unless the call ends first: a disk behind a network may take for ever.
 *
 * @param toSocket Whether the pieces go straight to a socket.
 * @throws CmlError with code `invalid_request` when there is no such file
 */
export async function openFile(
  upload: CmlFileUpload,
  toSocket: boolean,
  scope: CallScope,
): Promise<OpenFile> {
  const opening = opened(upload, toSocket);
  try {
    return await waitFor(opening, scope);
  } catch (error) {
    opening.then(
      (file) => file.close(),
      () => {},
    );
    throw error;
  }
}

async function opened({ file, name }: CmlFileUpload, toSocket: boolean): Promise<OpenFile> {
  // Before it is opened: a pipe would wait for somebody to write into it.
  sizeOf(await stat(file).catch(refuse));
  // And if it becomes a pipe in between, it does not wait.
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(refuse);
  try {
    const size = sizeOf(await handle.stat());
    return {
      upload: { name: name ?? ownName(file), size, content: piecesOf(handle, toSocket) },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function refuse(cause: unknown): never {
  throw unreadable(cause);
}

function sizeOf(stats: Stats): number {
  if (!stats.isFile()) throw brokenContent("The file is none: it is a directory, a pipe or a device");
  if (stats.size === 0) throw brokenContent("The file is empty");
  return stats.size;
}

/** Reads one piece ahead, so that disk and network work at the same time. */
async function* piecesOf(handle: FileHandle, reuse: boolean): AsyncGenerator<Uint8Array> {
  const buffers = reuse ? [Buffer.allocUnsafeSlow(PIECE_BYTES), Buffer.allocUnsafeSlow(PIECE_BYTES)] : [];
  let turn = 0;
  const ahead = () => {
    const piece = filled(handle, buffers[turn++ % 2] ?? Buffer.allocUnsafeSlow(PIECE_BYTES));
    piece.catch(() => {
      // Whoever asks for it hears of it; if nobody does, the upload is over anyway.
    });
    return piece;
  };
  for (let next = ahead(); ; ) {
    const piece = await next;
    if (piece.length === 0) return;
    next = ahead();
    yield piece;
  }
}

/** As much of the buffer as there is file for: a read may give less than it could. */
async function filled(handle: FileHandle, buffer: Buffer): Promise<Buffer> {
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}
