import { aFlag, anything, aText, maybe, theText, wholeList } from "../answers/kinds.ts";
import { aRecord, written } from "../answers/record.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { answering, doing } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";
import { anAuthConfig, authSettingNames, type CmlAuthConfig, type CmlAuthSettings } from "./auth-config.ts";

/** What is tried out: settings, and somebody or something to look up with them. */
export interface CmlAuthTest {
  readonly config: CmlAuthSettings;
  readonly user?: { readonly username: string; readonly password: string };
  readonly groupName?: string;
}

/** What came of it. `null` is unknown, or was not tried. */
export interface CmlAuthTestResult {
  readonly user: {
    readonly isAuthenticated: boolean | null;
    readonly isAdmin: boolean | null;
    readonly displayName: string | null;
    readonly email: string | null;
    /** Of the directory, as they came. */
    readonly attributes: Readonly<Record<string, unknown>> | null;
  } | null;
  readonly group: {
    readonly isFound: boolean | null;
    readonly isMember: boolean | null;
    readonly displayName: string | null;
    /** Of the directory, as they came. */
    readonly attributes: Readonly<Record<string, unknown>> | null;
  } | null;
}

/** How the controller knows its users. */
export interface CmlSystemAuth {
  config(options?: CmlCallOptions): Promise<CmlAuthConfig>;
  /** Changes what is given. */
  setConfig(settings: CmlAuthSettings, options?: CmlCallOptions): Promise<void>;
  /** Tries settings out, and changes nothing. */
  test(trial: CmlAuthTest, options?: CmlCallOptions): Promise<CmlAuthTestResult>;
  /** Names of groups in the directory. */
  groups(
    options?: CmlCallOptions & {
      /** In the language of LDAP. @defaultValue all */
      readonly filter?: string;
    },
  ): Promise<string[]>;
  /** Brings the members of groups up to date with the directory. */
  refresh(options?: CmlCallOptions): Promise<void>;
}

const result = aRecord<CmlAuthTestResult>({
  user: [
    "user",
    maybe(
      aRecord<NonNullable<CmlAuthTestResult["user"]>>({
        isAuthenticated: ["auth_ok", aFlag],
        isAdmin: ["is_admin", aFlag],
        displayName: ["display", aText],
        email: ["email", aText],
        attributes: ["attributes", anything],
      }),
    ),
  ],
  group: [
    "group",
    maybe(
      aRecord<NonNullable<CmlAuthTestResult["group"]>>({
        isFound: ["group_ok", aFlag],
        isMember: ["is_member", aFlag],
        displayName: ["display", aText],
        attributes: ["attributes", anything],
      }),
    ),
  ],
});
const config = answering("GET /system/auth/config", anAuthConfig);
const setConfig = doing("PATCH /system/auth/config");
const test = answering("POST /system/auth/test", result);
const groups = answering("GET /system/auth/groups", wholeList(theText));
const refresh = doing("PUT /system/auth/refresh");

export function createSystemAuth(call: Call): CmlSystemAuth {
  return {
    config: (options) => call(config, options),
    setConfig: (settings, options) =>
      call(setConfig, { ...options, body: written(authSettingNames, settings) }),
    test: ({ config: tried, user, groupName }, options) =>
      call(test, {
        ...options,
        body: {
          "auth-config": written(authSettingNames, tried),
          ...(user && { "auth-data": user }),
          ...(groupName !== undefined && { "group-data": { group_name: groupName } }),
        },
      }),
    groups: ({ filter, ...options } = {}) => call(groups, { ...options, query: { filter } }),
    refresh: (options) => call(refresh, options),
  };
}
