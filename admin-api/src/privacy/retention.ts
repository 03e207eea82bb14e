import type { QueryFilter } from 'mongoose'
import type { AnyModel } from '../any-model'

/** One kind of personal data, and when it is removed or loses its person. */
export interface RetentionRule {
  /** 预约, in the words of the privacy page. */
  what: string
  /** 「结束后一年」. */
  kept: string
  model: AnyModel
  /** The records whose time is over: the filter by which the job of the domain, or the database, removes them. */
  due(now: Date): QueryFilter<unknown>
}

/** The rule of a model whose records the database removes some time after `field`; `what` and `kept` say it in words. */
export function removedByDatabase(
  model: AnyModel,
  field: string,
  { what, kept }: Pick<RetentionRule, 'what' | 'kept'>,
) {
  const [, options] = model.schema
    .indexes()
    .find(([keys, { expireAfterSeconds }]) => field in keys && expireAfterSeconds !== undefined) ?? [
    undefined,
    undefined,
  ]
  const seconds = options?.expireAfterSeconds
  if (typeof seconds !== 'number') throw new Error(`No index of ${model.modelName} removes by ${field}.`)
  return { what, kept, model, due: (now: Date) => ({ [field]: { $lt: new Date(now.getTime() - seconds * 1000) } }) }
}

const MONTH_MS = 30 * 86_400_000

/** The records of each kind: all, those that the next round removes, and those of the next thirty days. Writes nothing. */
export const dryRun = (rules: readonly RetentionRule[], now: Date) =>
  Promise.all(
    rules.map(async ({ what, kept, model, due }) => {
      const [all, dueNow, dueInMonth] = await Promise.all([
        model.countDocuments({}),
        model.countDocuments(due(now)),
        model.countDocuments(due(new Date(now.getTime() + MONTH_MS))),
      ])
      return { what, kept, all, dueNow, dueInMonth }
    }),
  )
