import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

/** Where a person types, and where the questions appear. */
export interface Asking {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Called for Ctrl-C, which comes as a character while a question is open. */
  interrupt(): void;
}

/** Asks the person at the terminal. `undefined` when there is no answer: Ctrl-D, or Ctrl-C. */
export async function ask(
  question: string,
  answer: "shown" | "secret",
  { input, output, interrupt }: Asking,
): Promise<string | undefined> {
  output.write(question);
  const lines = createInterface({ input, output: answer === "shown" ? output : nowhere(), terminal: true });
  const ended = Promise.withResolvers<undefined>();
  lines.once("SIGINT", () => {
    interrupt();
    lines.close();
  });
  // A question is never answered once the input has ended: without this the program would end without a word.
  lines.once("close", () => ended.resolve(undefined));
  const given = await Promise.race([lines.question(""), ended.promise]);
  lines.close();
  if (answer === "secret" || given === undefined) output.write("\n");
  return given;
}

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });
