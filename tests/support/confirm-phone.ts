import { signInStaff } from '@yike/shared/people/endpoints'
import { answerMyPhone, listMyWaitingPhones } from '@yike/shared/people/phone-endpoints'
import { callAt } from '../../admin-api/src/testing/server'

/** The password of every account of the demo. */
export const DEMO_PASSWORD = 'demo-yike-15'

/** Signs a member of staff of the demo in, and confirms the phone that waits for their account, as the console does. */
export async function confirmPhone(origin: string, username: string) {
  const { accessToken } = await callAt(origin, signInStaff, { username, password: DEMO_PASSWORD })
  const as = accessToken!
  const { items } = await callAt(origin, listMyWaitingPhones, {}, { as })
  const [phone] = items
  if (!phone) throw new Error(`No phone waits for ${username}.`)
  await callAt(origin, answerMyPhone, { id: phone.id, answer: 'confirmed' }, { as })
}
