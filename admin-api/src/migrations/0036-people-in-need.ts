import { CASE_KIND_CODES, caseKind } from '@yike/shared/cases/kinds'
import { peopleInNeed } from '@yike/shared/cases/questions'
import { CaseModel, CaseWordsModel } from '../cases/model'
import { answersOf } from '../cases/sealed-words'
import type { Migration } from './run'

const ASKED = CASE_KIND_CODES.filter((kind) => caseKind(kind).questions?.includes('how_many'))

/**
 * The number of people in need stands on the case from now on, to be summed. The answers of before are opened for it;
 * where they were deleted with the words of the case, or named no number, it stays unknown. A run that was interrupted
 * goes on with the cases that have none yet.
 */
export const peopleInNeedOfCases: Migration = {
  name: '0036-people-in-need',
  run: async () => {
    const without = { kind: { $in: ASKED }, peopleInNeed: { $exists: false }, erasedAt: { $exists: false } }
    for await (const { _id } of CaseModel.find(without, { _id: 1 }).lean().cursor()) {
      const words = await CaseWordsModel.findById(_id, { answers: 1 }).lean()
      const people = words && peopleInNeed(answersOf(words))
      if (people) await CaseModel.updateOne({ ...without, _id }, { $set: { peopleInNeed: people } })
    }
  },
}
