import { entry, section, type PersonData } from '../privacy/person-data'
import { instantInFull } from '@yike/shared/time/words'
import { AuditEntryModel, type AuditEntry } from './model'

/** The log of those who saw or changed the data of somebody. Entries hold ids alone, so that the chain stays whole. */
export const auditData: PersonData = {
  models: [AuditEntryModel],
  async export(ids) {
    const entries = await AuditEntryModel.find({ people: { $in: ids }, why: { $ne: null } })
      .sort({ at: -1 })
      .lean<AuditEntry[]>()
    return section(
      '工作人员看过、改过',
      entries.map(({ at, why, kind }) =>
        entry(instantInFull(at), { 做了什么: kind === 'change' ? '改了' : '看了', 为什么: why }),
      ),
    )
  },
  // The id of an erased person names nobody.
  erase: () => Promise.resolve(),
}
