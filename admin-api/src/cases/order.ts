import { INSTANT, OBJECT_ID, pagedList, WORDS } from '../http/cursor'
import type { CaseRecord } from './model'

/**
 * Lists of cases by the limit in force, the earliest first. Cases with one limit follow by their number, which people
 * read; two communities may have given the same one on a day.
 */
export const byLimit = (list: string) =>
  pagedList<CaseRecord>(list, { dueOrder: [1, INSTANT], number: [1, WORDS], _id: [1, OBJECT_ID] })
