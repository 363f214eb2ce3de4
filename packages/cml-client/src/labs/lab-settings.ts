import type { WireNames } from "../answers/record.ts";
import type { CmlLabSharing } from "./associations.ts";

/** What a lab is created with, or what is changed of it: what is left out stays as it is. */
export interface CmlLabSettings {
  /** 1 to 64 characters. @defaultValue one with the time in it */
  readonly title?: string;
  /** Up to 4,096 characters. */
  readonly description?: string;
  /** Up to 32,768 characters, in Markdown. */
  readonly notes?: string;
  /** Id of the user it belongs to. @defaultValue who asks */
  readonly ownerId?: string;
  /** Who may do what with it. */
  readonly associations?: CmlLabSharing;
}

export const labSettingNames: WireNames<CmlLabSettings> = {
  title: ["title"],
  description: ["description"],
  notes: ["notes"],
  ownerId: ["owner"],
  associations: ["associations"],
};
