import { PURPOSES } from '@yike/shared/privacy/purposes'
import { PurposeConsentModel, type PurposeConsent } from './consent-model'
import { entry, section, type PersonData } from './person-data'

/** The answers of somebody to the purposes of their data. */
export const consentData: PersonData = {
  models: [PurposeConsentModel],
  async export(ids) {
    const kept = await PurposeConsentModel.find({ personId: { $in: ids } }).lean<PurposeConsent[]>()
    return section(
      '同意过的事',
      kept.flatMap(({ purpose, past, version, at, withdrawnAt }) =>
        [...past, { version, at, withdrawnAt }].map((one) =>
          entry(PURPOSES[purpose].label, { 说明的版本: one.version, 同意时间: one.at, 撤回时间: one.withdrawnAt }),
        ),
      ),
    )
  },
  async erase(ids) {
    await PurposeConsentModel.deleteMany({ personId: { $in: ids } })
  },
}
