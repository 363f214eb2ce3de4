import { pipeline, type Readable, Transform } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { CmlError } from "../errors.ts";
import { createJsonText } from "./json-text.ts";

/** The text, as bytes, of an answer that writes it as one JSON string. Its errors are {@link CmlError}. */
export function textStream(answer: Readable, operation: string): Readable {
  const decoder = new StringDecoder("utf8");
  const text = createJsonText();
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      try {
        callback(null, text.read(decoder.write(chunk)));
      } catch {
        // The parser's message quotes the text, which is a console's.
        callback(notText(operation));
      }
    },
    flush(callback) {
      callback(text.complete ? null : notText(operation));
    },
  });
  // Who reads it hears of an error all the same; who has forgotten it should not end with the process.
  stream.on("error", () => {});
  return pipeline(answer, stream, () => {});
}

function notText(operation: string): CmlError {
  return new CmlError(
    `${operation}: The answer is not the text that a CML controller sends; check baseUrl.`,
    {
      code: "unexpected",
      operation,
    },
  );
}
