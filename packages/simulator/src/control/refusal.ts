/** Something that was asked of the control API and is not done; thrown from anywhere in it. */
export class ControlRefusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "ControlRefusal";
    this.status = status;
  }
}
