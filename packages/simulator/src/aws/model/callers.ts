import { seededHex } from "../../random/seeded.ts";
import { AwsApiError } from "../aws-error.ts";
import type { SeedRole } from "../options.ts";
import type { Signer } from "../wire/signer.ts";

/** Who makes a call. */
export interface Caller {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
  /** Of a session, that is of temporary keys. */
  readonly untilMs?: number;
}

/** Keys to sign with. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Temporary keys for a role. */
export interface Session extends AccessKey, Caller {
  readonly sessionToken: string;
  readonly untilMs: number;
}

export interface AssumeRoleOrder {
  readonly arn: string;
  readonly sessionName: string;
  readonly externalId?: string;
  readonly durationMs: number;
}

/** Everyone who can make calls. */
export interface Callers {
  /** The keys of an account's own user. */
  keyOf(account: string): AccessKey;
  /**
   * Who signed. A key nobody gave out is one of the first account's, where any key is accepted.
   *
   * @throws AwsApiError `InvalidClientTokenId` for keys that are not, `ExpiredToken` for those that no longer are.
   */
  identify(signer: Signer): Caller;
  /** @throws AwsApiError `AccessDenied` for a role that there is not, or not with that external id. */
  assumeRole(caller: Caller, order: AssumeRoleOrder): Session;
}

export interface CallersOptions {
  readonly accounts: readonly string[];
  /** @defaultValue every role of every account */
  readonly roles: readonly SeedRole[] | undefined;
  /** Whether unknown long-term keys are those of the first account. */
  readonly acceptAnyKey: boolean;
  readonly seed: number;
  readonly clock: () => number;
}

/** How long a session is known as expired. */
const expiredMs = 3_600_000;
/** Sessions that are few enough to be kept without a look at them. */
const leastToCheck = 1_000;

export function makeCallers({ accounts, roles, acceptAnyKey, seed, clock }: CallersOptions): Callers {
  const home = accounts[0]!;
  const users = new Map(accounts.map((account) => [keyOf(account).accessKeyId, userOf(account)]));
  const sessions = new Map<string, Session>();
  let made = 0;
  let sessionsToCheck = leastToCheck;

  /** Programs that run for days assume a role again and again. */
  function forgetSessions(): void {
    if (sessions.size < sessionsToCheck) return;
    for (const [id, { untilMs }] of sessions) if (clock() >= untilMs + expiredMs) sessions.delete(id);
    sessionsToCheck = Math.max(leastToCheck, 2 * sessions.size);
  }

  function keyOf(account: string): AccessKey {
    const of = account === home ? [] : [account];
    return {
      accessKeyId: `AKIA${seededHex(16, seed, "access key", ...of).toUpperCase()}`,
      secretAccessKey: seededHex(40, seed, "secret key", ...of),
    };
  }
  function userOf(account: string): Caller {
    const userId = `AIDA${seededHex(17, seed, "user", account).toUpperCase()}`;
    return { account, arn: `arn:aws:iam::${account}:user/simulated`, userId };
  }

  return {
    keyOf,
    identify({ accessKeyId, sessionToken }) {
      const user = users.get(accessKeyId);
      if (user) return user;
      if (acceptAnyKey && !accessKeyId.startsWith("ASIA")) return userOf(home);
      const session = sessions.get(accessKeyId);
      if (session === undefined || session.sessionToken !== sessionToken) {
        throw new AwsApiError(
          "InvalidClientTokenId",
          "The security token included in the request is invalid.",
        );
      }
      if (clock() < session.untilMs) return session;
      throw new AwsApiError("ExpiredToken", "The security token included in the request is expired.");
    },
    assumeRole(caller, { arn, sessionName, externalId, durationMs }) {
      const [account, role] = partsOf(arn);
      const isThere = roles
        ? roles.some((one) => one.arn === arn && one.externalId === externalId)
        : accounts.includes(account);
      if (!isThere) {
        throw new AwsApiError(
          "AccessDenied",
          `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
        );
      }
      const name = `${made++}`;
      const session: Session = {
        account,
        arn: `arn:aws:sts::${account}:assumed-role/${role}/${sessionName}`,
        userId: `AROA${seededHex(17, seed, "role", arn).toUpperCase()}:${sessionName}`,
        accessKeyId: `ASIA${seededHex(16, seed, "session key", name).toUpperCase()}`,
        secretAccessKey: seededHex(40, seed, "session secret", name),
        sessionToken: seededHex(160, seed, "session token", name),
        untilMs: clock() + durationMs,
      };
      forgetSessions();
      sessions.set(session.accessKeyId, session);
      return session;
    },
  };
}

/** The account of a role, and its name without its path. */
function partsOf(arn: string): readonly [account: string, role: string] {
  const parts = /^arn:aws:iam::(\d{12}):role\/(?:[\x21-\x7e]+\/)?([\w+=,.@-]{1,64})$/.exec(arn);
  if (!parts) throw new AwsApiError("ValidationError", `${arn} is invalid`);
  return [parts[1]!, parts[2]!];
}
