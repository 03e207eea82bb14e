import { CaseModel } from '../cases/model'
import type { Migration } from './run'

/** The cases that staff have put under a category teach the suggestions; a job learns from those of before as well. */
export const lessonsOfCases: Migration = {
  name: '0023-lessons-of-cases',
  run: async () => {
    await CaseModel.updateMany(
      { ownerId: { $ne: null }, erasedAt: { $exists: false }, lesson: { $exists: false } },
      { $set: { lessonDue: true } },
    )
  },
}
