import { addMinutes } from '@yike/shared/time/china'
import { suggestCorrection } from '../../directory/corrections'
import { PlaceModel } from '../../directory/model'
import type { Actor } from '../../http/policy'
import { CORRECTIONS } from './correction-facts'

export async function seedCorrections(residents: Actor[], now: Date) {
  for (const [n, { by, place, fields }] of CORRECTIONS.entries()) {
    const { _id } = (await PlaceModel.findOne({ name: place }).lean())!
    const at = addMinutes(now, -(n + 1) * 400)
    await suggestCorrection(residents[by]!, `demo-correction-${n}`, { id: String(_id), fields: [...fields] }, at)
  }
}
