import type { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import { checkInput } from "../api/check-input.ts";
import type { CmlOperationName } from "../api/operations.ts";
import type { CmlContentUpload, CmlUpload } from "../api/upload.ts";
import type { Tokens } from "../auth/create-tokens.ts";
import { type CmlCallOptions, checkCallOptions } from "../call-options.ts";
import { CmlError } from "../errors.ts";
import { tell } from "../hooks.ts";
import type { Attempts } from "../transport/attempts.ts";
import { notUnderstood } from "../transport/json.ts";
import type { Lifetime } from "../transport/lifetime.ts";
import { methodOf, type OperationInput, pathOf } from "../transport/operation.ts";
import { type Accepted, accepted, createPerform, noLogin, type Perform } from "../transport/perform.ts";
import { type CallScope, interruption, scopeOf } from "../transport/scope.ts";
import type { WriteRequest } from "../transport/write-request.ts";
import { checkUpload, UPLOAD } from "./check-upload.ts";
import { abandon } from "./content-reader.ts";
import { downloadExchange, type StreamAnswer } from "./download-exchange.ts";
import { openFile } from "./file-content.ts";
import { textStream } from "./text-stream.ts";
import type { CmlUploadProgress } from "./transfer-options.ts";
import { uploadExchange } from "./upload-exchange.ts";
import { watchContent } from "./watched-content.ts";

/** What an upload takes. */
export interface CmlUploadOptions extends CmlCallOptions {
  /** Told after each piece, of 256 KiB at most. What it throws is ignored. */
  readonly onProgress?: (progress: CmlUploadProgress) => void;
}

/** Moves files, however large: memory never holds more than a few pieces. */
export interface Transfer {
  /** @throws CmlError */
  upload(upload: CmlUpload, options?: CmlUploadOptions): Promise<Accepted>;
  /** @throws CmlError; once the stream is there, the stream tells. */
  download(name: CmlOperationName, input?: OperationInput & CmlCallOptions): Promise<Readable>;
  /** A text, as such even when the answer writes it in JSON. @throws CmlError; then the stream tells. */
  downloadText(name: CmlOperationName, input?: OperationInput & CmlCallOptions): Promise<Readable>;
}

/** What {@link createTransfer} needs. */
export interface TransferContext {
  /** Connections for transfers alone: they would hold those of ordinary calls for minutes. */
  readonly dispatcher: () => Dispatcher;
  readonly write: WriteRequest;
  readonly attempts: Attempts;
  readonly tokens: Tokens | undefined;
  /** For the question whether the token is still good. */
  readonly perform: Perform;
  readonly lifetime: Lifetime;
  readonly limits: { readonly stallMs: number; readonly maxBodyBytes: number };
  /** Whether the dispatcher writes to sockets at once, and keeps nothing. */
  readonly isDirect: boolean;
}

export function createTransfer(context: TransferContext): Transfer {
  const { dispatcher, write, attempts, tokens, perform, lifetime, limits, isDirect } = context;
  const fetchFile = createPerform<StreamAnswer>(
    (sendable, scope) =>
      attempts.run(sendable.method, scope, () =>
        downloadExchange(dispatcher(), write({ ...sendable, accept: "*/*" }), limits, scope),
      ),
    tokens,
  );

  /** A token that lasts, and that the controller takes: a file that was sent cannot be sent again. */
  async function tokenFor(scope: CallScope): Promise<string> {
    if (tokens === undefined) throw noLogin(scope.operation);
    const held = tokens.lasting();
    if (held === undefined) return tokens.obtain(scope, performance.now());
    try {
      await perform({ method: "GET", path: "/authok", open: false }, { ...scope, operation: "GET /authok" });
    } catch (error) {
      if (!(CmlError.is(error, "not_found") || CmlError.is(error, "rejected"))) throw error;
      // Something in between does not let the question through: the upload itself will tell.
    }
    return tokens.lasting() ?? tokens.obtain(scope, performance.now());
  }

  async function send(upload: CmlContentUpload, options: CmlUploadOptions, begun?: CallScope) {
    const { size: totalBytes, content } = upload;
    const watched = watchContent(content);
    try {
      const scope = begun ?? scopeOf(UPLOAD, options, lifetime);
      const already = interruption(scope) ?? watched.failure;
      if (already) throw already;
      const token = await Promise.race([tokenFor(scope), watched.failed]);
      const request = write({ method: "POST", path: "/images/upload", token });
      let lastSent = 0;
      const onStep = (sentBytes: number) => {
        if (sentBytes === lastSent) return;
        lastSent = sentBytes;
        tell(options.onProgress, { sentBytes, totalBytes });
      };
      const answer = await attempts.run("POST", scope, async () => {
        const { failure } = watched;
        if (failure) return { error: failure, sent: false, ours: true };
        return uploadExchange(dispatcher(), request, upload, { ...limits, onStep }, scope);
      });
      if (answer.status === 401) tokens?.drop(token);
      return accepted(answer, UPLOAD, tokens?.sent.with([token]) ?? [token]);
    } catch (error) {
      abandon(content);
      throw error;
    }
  }

  async function fetched(name: CmlOperationName, input: OperationInput & CmlCallOptions = {}) {
    checkCallOptions(name, input);
    checkInput(name, input);
    const scope = scopeOf(name, input, lifetime);
    const already = interruption(scope);
    if (already) throw already;
    const answered = await fetchFile(
      { method: methodOf(name), path: pathOf(name, input), open: false },
      scope,
    );
    const { stream, headers } = answered.answer;
    if (stream === undefined) throw notUnderstood(answered, name);
    return { stream, headers };
  }

  return {
    async upload(upload, options = {}) {
      checkUpload(upload);
      if (!("file" in upload)) return send(upload, options);
      const scope = scopeOf(UPLOAD, options, lifetime);
      const already = interruption(scope);
      if (already) throw already;
      const file = await openFile(upload, isDirect, scope);
      try {
        const answer = await send(file.upload, options, scope);
        await file.close();
        return answer;
      } catch (error) {
        // Not waited for: closing waits for a read under way, and a disk that hangs would hold the call.
        file.close().catch(() => {});
        throw error;
      }
    },
    async download(name, input) {
      return (await fetched(name, input)).stream;
    },
    async downloadText(name, input) {
      const { stream, headers } = await fetched(name, input);
      return /json/.test(String(headers["content-type"])) ? textStream(stream, name) : stream;
    },
  };
}
