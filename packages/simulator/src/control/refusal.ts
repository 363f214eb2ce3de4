/** Something that was asked of the control API and is not done; thrown from anywhere in it. */
export class ControlRefusal extends Error {
  readonly status: number;
  /** What a program can go by, where there is one. */
  readonly code: string | undefined;

  constructor(status: number, message: string, code?: string) {
    super(message);
    this.name = "ControlRefusal";
    this.status = status;
    this.code = code;
  }
}
