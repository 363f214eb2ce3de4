import { aFlag, aText, readerOf } from "../answers/kinds.ts";
import { aRecord } from "../answers/record.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { CmlError } from "../errors.ts";
import type { Call } from "../transport/call.ts";
import { parsed } from "../transport/json.ts";
import { described } from "../transport/operation.ts";

/** Who logs in. */
export interface CmlUserCredentials {
  /** 1 to 32 characters. */
  readonly username: string;
  readonly password: string;
}

/** A login that the controller took. `null` is unknown. */
export interface CmlUserLogin {
  /** For the header of requests, and as good as the password until it ends. */
  readonly token: string;
  /** Of the user. */
  readonly id: string | null;
  readonly username: string | null;
  readonly isAdmin: boolean | null;
}

type Answer = Omit<CmlUserLogin, "token"> & { readonly token: string | null };

const operation = "POST /auth_extended";
const read = readerOf(
  aRecord<Answer>(
    {
      token: ["token", aText],
      id: ["id", aText],
      username: ["username", aText],
      isAdmin: ["admin", aFlag],
    },
    ["error"],
  ),
);
const nothing: Answer = { token: null, id: null, username: null, isAdmin: null };
// What cannot be read is no answer either, but it is not quoted as others are: it may be half a token.
const authExtended = described<Answer>(operation, ({ body }, report) => ({
  value: read(parsed(body), report) ?? nothing,
}));

/** Logs somebody in, whoever the client is. @throws CmlError with code `credentials_refused` */
export async function login(
  call: Call,
  credentials: CmlUserCredentials,
  options: CmlCallOptions = {},
): Promise<CmlUserLogin> {
  const { token, ...user } = await asked(call, credentials, options);
  if (token) return { token, ...user };
  throw new CmlError(`${operation}: The controller answers a login without a token.`, {
    code: "unexpected",
    operation,
    status: 200,
  });
}

async function asked(call: Call, body: CmlUserCredentials, options: CmlCallOptions): Promise<Answer> {
  try {
    return await call(authExtended, { ...options, body });
  } catch (error) {
    if (!CmlError.is(error, "unauthorized") && !CmlError.is(error, "forbidden")) throw error;
    throw new CmlError(
      `${operation}: The controller refuses this user name and password; check them, and that the account is active.`,
      { code: "credentials_refused", operation, ...(error.status !== undefined && { status: error.status }) },
    );
  }
}
