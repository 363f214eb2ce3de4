import { aFlag, aText, type Kind } from "../answers/kinds.ts";
import { aRecord, type Fields, type WireNames } from "../answers/record.ts";

/** How the controller knows its users. `null` is unknown. */
export interface CmlAuthConfig {
  /** `local` or `ldap`; other words pass. */
  readonly method: string | null;
  /** Separated by blanks. */
  readonly serverUrls: string | null;
  readonly verifyTls: boolean | null;
  /** Certificates of the directory's authorities. */
  readonly certificatesPem: string | null;
  readonly useNtlm: boolean | null;
  readonly rootDn: string | null;
  readonly userSearchBase: string | null;
  readonly userSearchFilter: string | null;
  readonly adminSearchFilter: string | null;
  readonly groupSearchBase: string | null;
  readonly groupSearchFilter: string | null;
  readonly groupViaUser: boolean | null;
  readonly groupUserAttribute: string | null;
  readonly groupMembershipFilter: string | null;
  readonly managerDn: string | null;
  readonly displayAttribute: string | null;
  readonly groupDisplayAttribute: string | null;
  readonly emailAddressAttribute: string | null;
  /** Pool of users the directory brings. */
  readonly resourcePoolId: string | null;
}

type Settings = {
  readonly [Member in Exclude<keyof CmlAuthConfig, "method" | "resourcePoolId">]?: NonNullable<
    CmlAuthConfig[Member]
  >;
};

/** How the controller is to know its users. */
export interface CmlAuthSettings extends Settings {
  readonly method: "local" | "ldap";
  /** Of the manager in the directory; it is never told. */
  readonly managerPassword?: string;
  readonly resourcePoolId?: string | null;
}

const fields: Fields<CmlAuthConfig> = {
  method: ["method", aText],
  serverUrls: ["server_urls", aText],
  verifyTls: ["verify_tls", aFlag],
  certificatesPem: ["cert_data_pem", aText],
  useNtlm: ["use_ntlm", aFlag],
  rootDn: ["root_dn", aText],
  userSearchBase: ["user_search_base", aText],
  userSearchFilter: ["user_search_filter", aText],
  adminSearchFilter: ["admin_search_filter", aText],
  groupSearchBase: ["group_search_base", aText],
  groupSearchFilter: ["group_search_filter", aText],
  groupViaUser: ["group_via_user", aFlag],
  groupUserAttribute: ["group_user_attribute", aText],
  groupMembershipFilter: ["group_membership_filter", aText],
  managerDn: ["manager_dn", aText],
  displayAttribute: ["display_attribute", aText],
  groupDisplayAttribute: ["group_display_attribute", aText],
  emailAddressAttribute: ["email_address_attribute", aText],
  resourcePoolId: ["resource_pool", aText],
};

/** What `GET /system/auth/config` answers. */
export const anAuthConfig: Kind<CmlAuthConfig> = aRecord(fields, ["manager_password"]);

export const authSettingNames: WireNames<CmlAuthSettings> = {
  ...fields,
  managerPassword: ["manager_password"],
};
