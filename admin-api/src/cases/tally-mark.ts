import { Types } from 'mongoose'

/**
 * The mark of a write after which a case is to be counted again: spread it into that write. It is another one each time,
 * so that nobody removes the mark of a later write than they counted.
 */
export const untallied = () => ({ untallied: new Types.ObjectId() })
