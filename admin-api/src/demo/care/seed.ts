import { CARE_CONSENT_VERSION } from '@yike/shared/care/rules'
import { addMinutes, instantAt, addDays, dayOf, minuteOf } from '@yike/shared/time/china'
import { setCheck, sayWell, pauseCheck } from '../../care/check'
import { saveFile } from '../../care/file'
import { recordHomeVisit, sayLiving } from '../../care/households'
import { CareFileModel } from '../../care/model'
import type { Actor } from '../../http/policy'
import { PersonModel } from '../../people/model'
import { CARE } from './facts'

export async function seedCare(residents: Actor[], worker: Actor, now: Date) {
  const since = addMinutes(now, -20 * 1440)
  for (const { by, child, until, tapped, pausedDays, file, visitedDaysAgo } of CARE) {
    const elder = residents[by]!
    const personId = String(elder.personId)
    if (child) {
      const line = { personId: elder.personId, name: elder.name, relation: child.relation }
      await PersonModel.updateOne(
        { _id: residents[child.by]!.personId, 'family.personId': { $ne: elder.personId } },
        { $push: { family: line } },
      )
    }
    await setCheck(elder, { personId, until }, since)
    await sayWell(elder, personId, instantAt(addDays(dayOf(now), -1), tapped ?? until - 90))
    if (tapped !== undefined && tapped < minuteOf(now)) await sayWell(elder, personId, instantAt(dayOf(now), tapped))
    await sayLiving(elder, { personId, living: 'alone' }, since)
    if (visitedDaysAgo !== undefined)
      await recordHomeVisit(
        { actor: worker, key: `demo home visit ${by}`, now: addMinutes(now, -visitedDaysAgo * 1440) },
        { personId, end: 'met', note: '精神好，说暖气够热' },
      )
    const to = addDays(dayOf(now), pausedDays ?? 0)
    if (pausedDays) await pauseCheck(elder, { personId, from: dayOf(now), to, reason: 'family' }, now)
    if (file && !(await CareFileModel.exists({ _id: elder.personId })))
      await saveFile(
        elder,
        { personId, revision: 0, body: file, consent: { version: CARE_CONSENT_VERSION, guardian: false } },
        since,
      )
  }
}
