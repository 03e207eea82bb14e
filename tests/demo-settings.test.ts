import { expect, it } from 'vitest'
import { REAL_SETTINGS } from '../scripts/demo-settings'

it('a demo beside real use knows neither its data, its secrets nor a service outside', () => {
  expect(REAL_SETTINGS).toEqual(
    expect.arrayContaining([
      ...['MONGODB_URI', 'DATA_DIR', 'SECRET', 'SECRETS_BEFORE', 'PUBLIC_ORIGIN', 'TRUST_PROXY', 'NODE_ENV', 'DEMO'],
      ...['WECHAT_APPID', 'WECHAT_SECRET', 'WECHAT_API_BASE', 'WECHAT_PUSH_TOKEN', 'WECHAT_TEMPLATES'],
      ...['SMS_WEBHOOK_URL', 'SMS_KINDS', 'REAL_NAME_URL'],
    ]),
  )
})
