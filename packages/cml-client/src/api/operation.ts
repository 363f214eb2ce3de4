/** A JSON Schema (2020-12), as far as CML's document uses it. References lead to `#/$defs/…`. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A parameter of an operation. */
export interface CmlParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  /** @defaultValue false */
  readonly required?: boolean;
  readonly schema: JsonSchema;
}

/** What is sent, or comes back: as this media type, in this form. */
export interface CmlContent {
  /** `application/json` say. */
  readonly mediaType: string;
  readonly schema: JsonSchema;
}

/** One operation of CML's API, as the controllers of release 2.9 have it. */
export interface CmlOperation {
  /** Whether it needs no login. @defaultValue false */
  readonly open?: boolean;
  /** @defaultValue false */
  readonly deprecated?: boolean;
  readonly parameters?: readonly CmlParameter[];
  readonly body?: CmlContent & {
    readonly required: boolean;
    /** Whether text in YAML may be sent as it is. @defaultValue false */
    readonly text?: boolean;
  };
  /** What comes with each status that means success; `null` for nothing. */
  readonly answers: Readonly<Record<string, CmlContent | null>>;
}
