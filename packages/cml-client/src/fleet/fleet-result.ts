/** What became of one controller. */
export type CmlFleetResult<Value> =
  | { readonly id: string; readonly ok: true; readonly value: Value; readonly error?: undefined }
  | {
      readonly id: string;
      readonly ok: false;
      /** A {@link CmlError}, or what the caller's own function threw. */
      readonly error: unknown;
      readonly value?: undefined;
    };
