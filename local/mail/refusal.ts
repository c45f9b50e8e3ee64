/** A call that SES answers with an error of its own. */
export class MailRefusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The request itself is wrong. */
export const badRequest = (message: string): MailRefusal => new MailRefusal(400, 'BadRequestException', message);

/** The request names something that is not there. */
export const notFound = (message: string): MailRefusal => new MailRefusal(404, 'NotFoundException', message);
