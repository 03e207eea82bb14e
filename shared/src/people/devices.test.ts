import { expect, it } from 'vitest'
import { deviceOf } from './devices'

it.each([
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) MicroMessenger/8.0.44 MiniProgramEnv/Mac', 'iPhone'],
  ['Mozilla/5.0 (Linux; Android 13; V2183A) AppleWebKit/537.36 MicroMessenger/8.0.44', '安卓手机'],
  ['Mozilla/5.0 (Phone; OpenHarmony 5.0) ArkWeb/4.1', '鸿蒙手机'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140', 'Windows 电脑'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605', 'Mac 电脑'],
  ['Mozilla/5.0 (X11; Linux x86_64) Firefox/140', 'Linux 电脑'],
  ['curl/8', ''],
  ['', ''],
])('%s is %s', (userAgent, device) => expect(deviceOf(userAgent)).toBe(device))
