import { DatabaseError } from '../errors'

/** The code and sentence of a refusal; what was returned where nothing was refused. */
export function refusal(work: () => unknown) {
  try {
    return { returned: work() }
  } catch (cause) {
    if (!(cause instanceof DatabaseError)) throw cause
    return [cause.code, cause.message]
  }
}
