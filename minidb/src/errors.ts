/** A refusal with MongoDB's own code and name, as drivers expect them. */
export class DatabaseError extends Error {
  constructor(
    readonly code: number,
    readonly codeName: string,
    message: string,
    readonly extra: Record<string, unknown> = {},
  ) {
    super(message)
    this.name = 'DatabaseError'
  }
}

export const badValue = (message: string) => new DatabaseError(2, 'BadValue', message)
export const failedToParse = (message: string) => new DatabaseError(9, 'FailedToParse', message)
export const typeMismatch = (message: string) => new DatabaseError(14, 'TypeMismatch', message)
export const notSupported = (what: string) =>
  new DatabaseError(115, 'CommandNotSupported', `minidb does not support ${what}`)

/** A data folder that cannot be opened as it is; the message is a sentence for the person who started the product. */
export class NotOpened extends Error {
  /** Kept when the error leaves a worker thread, where its class is lost. */
  readonly code = 'DATA_NOT_OPENED'
}
