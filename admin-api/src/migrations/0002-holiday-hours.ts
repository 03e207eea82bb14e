import { PlaceModel } from '../directory/model'
import type { Migration } from './run'

/** Hours have a rule for holidays; older ones keep the weekly rules on every day. */
export const holidayHours: Migration = {
  name: '0002-holiday-hours',
  run: async () => {
    await PlaceModel.updateMany({ 'hours.holidays': { $exists: false } }, { $set: { 'hours.holidays': 'same' } })
  },
}
