/** The service cannot start, for a reason that whoever starts it can do something about: the message is all they need. */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
