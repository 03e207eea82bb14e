import { confirmPhone, DEMO_PASSWORD } from '../support/confirm-phone'
import type { MiniProgram } from './harness'

/** Who uses the phone, and the account of the demo that is joined to it. */
interface Worker {
  origin: string
  username: string
  name: string
}

/**
 * From the settings page to 工作台: asks, signs in, and is confirmed by the member of staff. Nobody confirms a phone that
 * the demo has bound. `byItself`: nobody taps once it is confirmed, the phone looks every three seconds.
 */
export async function bindStaff(
  phone: MiniProgram,
  { origin, username, name }: Worker,
  { byItself = false }: { byItself?: boolean } = {},
) {
  await phone.tap({ text: '我是工作人员' })
  await phone.type('账号', username)
  await phone.type('密码', DEMO_PASSWORD)
  await phone.tap({ text: '绑这部手机' })
  await phone.until(() => phone.route === 'people/sign-in', 'the sign-in')
  await phone.type('您叫什么', name)
  await phone.tap({ label: '我看过并同意用户协议和隐私说明' })
  await phone.tap({ text: `以${name}的身份登录` })
  const waits = () => phone.text().includes('核对这个数字')
  const atWork = () => phone.route === 'desk/desk' && phone.text().includes('我要休假')
  await phone.until(() => waits() || atWork(), 'the number to compare')
  if (waits()) {
    await confirmPhone(origin, username)
    if (!byItself) await phone.tap({ text: '确认好了，看一下' })
  }
  await phone.until(atWork, '工作台')
  return phone
}
