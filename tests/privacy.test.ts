import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

/**
 * The mini-program declares to WeChat exactly the interfaces that its code calls: one that is called and not declared
 * fails on the phone, one that is declared and not called fails the review.
 */
const SOURCE = path.resolve(import.meta.dirname, '../miniapp/src')
const sources = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.(h5|test)\.tsx?$/.test(file))
  .map((file) => readFileSync(path.join(SOURCE, file), 'utf8'))
const calls = (name: string) => sources.some((text) => new RegExp(`\\b(?:Taro|wx)\\.${name}\\b`).test(text))

/** Interfaces that have to stand in `requiredPrivateInfos`. */
const POSITIONS = [
  ...['getLocation', 'getFuzzyLocation', 'chooseLocation', 'chooseAddress', 'choosePoi'],
  ...['onLocationChange', 'startLocationUpdate', 'startLocationUpdateBackground'],
]
/** Interfaces of WeChat's privacy guide that the code calls, and the words by which the privacy text says so. */
const PRIVATE: Readonly<Record<string, RegExp>> = {
  getLocation: /位置：只在您点了以后用一次/,
  chooseMedia: /拍的照片/,
}
/** The others of the guide. Calling one needs a line above, words in the privacy text, and the guide at WeChat. */
const NOT_CALLED = [
  ...['getFuzzyLocation', 'chooseLocation', 'chooseAddress', 'choosePoi', 'onLocationChange', 'startLocationUpdate'],
  ...['startLocationUpdateBackground', 'chooseImage', 'chooseVideo', 'chooseMessageFile', 'chooseContact'],
  ...['addPhoneContact', 'addPhoneCalendar', 'addPhoneRepeatCalendar', 'saveImageToPhotosAlbum'],
  ...['saveVideoToPhotosAlbum', 'startRecord', 'getRecorderManager', 'joinVoIPChat', 'getWeRunData', 'getUserProfile'],
  ...['getUserInfo', 'getClipboardData', 'openBluetoothAdapter', 'startAccelerometer', 'startGyroscope'],
  ...['startCompass', 'createCameraContext', 'chooseLicensePlate', 'chooseInvoice', 'chooseInvoiceTitle'],
]
const config = readFileSync(path.join(SOURCE, 'app.config.ts'), 'utf8')
const privacy = readFileSync(path.join(SOURCE, 'people/privacy.tsx'), 'utf8')

it('declares the interfaces of position that it calls, and no other', () => {
  const declared = /requiredPrivateInfos: \[([^\]]*)\]/.exec(config)?.[1]?.match(/\w+/g) ?? []
  expect(declared.sort()).toEqual(POSITIONS.filter(calls).sort())
  expect(config).toContain("'scope.userLocation'")
})

it.each(Object.entries(PRIVATE))('calls %s, and says so in the privacy text', (name, words) => {
  expect(calls(name)).toBe(true)
  expect(privacy).toMatch(words)
})

it('calls no other interface of the privacy guide', () => {
  expect(NOT_CALLED.filter(calls)).toEqual([])
})

it('asks for a phone number by WeChat’s own button, and says so', () => {
  const asked = sources.some((text) => /openType='getPhoneNumber'/.test(text))
  expect(asked).toBe(true)
  expect(privacy).toMatch(/电话/)
})
