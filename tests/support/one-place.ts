import { createSittings } from '@yike/shared/booking/endpoints'
import { listStaffServices } from '@yike/shared/directory/endpoints'
import { signInStaff } from '@yike/shared/people/endpoints'
import { callAt } from '../../admin-api/src/testing/server'

/** One supper more on a day, with a single place, as the console makes it. Returns the ids of its service and of it. */
export async function layOnOnePlace(origin: string, day: string) {
  const { accessToken } = await callAt(origin, signInStaff, { username: 'admin', password: 'demo-yike-15' })
  const as = accessToken!
  const { items } = await callAt(origin, listStaffServices, { limit: 100 }, { as })
  const { id } = items.find(({ name }) => name === '午餐')!
  const supper = { id, days: [day], title: '夜宵', from: 1140, to: 1200, capacity: 1 }
  const made = await callAt(origin, createSittings, supper, { as })
  return { service: id, sitting: made.items[0]!.id }
}
