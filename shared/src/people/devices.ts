/** The client of a session, as the person who signed in calls it. */
export const CLIENTS = { weapp: '微信小程序', h5: '网页版', console: '工作人员后台' } as const
export type ClientCode = keyof typeof CLIENTS

/** Tested in this order: an iPad's browser calls itself a Macintosh, WeChat on a phone names the phone too. */
const DEVICES: readonly [RegExp, string][] = [
  [/iPhone/i, 'iPhone'],
  [/iPad/i, 'iPad'],
  [/OpenHarmony|HarmonyOS/i, '鸿蒙手机'],
  [/Android/i, '安卓手机'],
  [/Windows/i, 'Windows 电脑'],
  [/Macintosh|Mac OS X/i, 'Mac 电脑'],
  [/Linux|X11/i, 'Linux 电脑'],
]

/** The kind of device that a User-Agent names: 「iPhone」; nothing finer is kept. Empty where it names none. */
export const deviceOf = (userAgent: string) => DEVICES.find(([pattern]) => pattern.test(userAgent))?.[1] ?? ''
