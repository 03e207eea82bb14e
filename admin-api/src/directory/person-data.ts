import { CORRECTABLE, CORRECTION_STATES } from '@yike/shared/directory/correctable'
import { ERASED_NAME } from '@yike/shared/privacy/erasure'
import { instantInFull } from '@yike/shared/time/words'
import { entry, section, type PersonData } from '../privacy/person-data'
import { CorrectionModel, type Correction } from './model'

/** The corrections of places that somebody sent. They stay, without the name. */
export const directoryData: PersonData = {
  models: [CorrectionModel],
  async export(ids) {
    const corrections = await CorrectionModel.find({ personId: { $in: ids } })
      .sort({ at: -1 })
      .lean<Correction[]>()
    return section(
      '帮忙纠错',
      corrections.map(({ at, fields }) =>
        entry(
          instantInFull(at),
          Object.fromEntries(
            fields.map(({ field, value, state }) => [
              CORRECTABLE[field].label,
              `${value}（${CORRECTION_STATES[state]}）`,
            ]),
          ),
        ),
      ),
    )
  },
  async erase(ids) {
    await CorrectionModel.updateMany(
      { personId: { $in: ids } },
      { $set: { personName: ERASED_NAME, outbox: [] }, $unset: { idem: 1 } },
    )
  },
}
