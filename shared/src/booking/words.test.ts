import { expect, it } from 'vitest'
import { bookingInALine, givingUpInWords } from './words'

const NOW = new Date('2026-12-01T09:10:00+08:00')
const lunch = {
  startsAt: '2026-12-01T11:30:00+08:00',
  service: { kind: { code: 'meal' }, name: '午餐' },
  sitting: { title: '午餐第一批' },
  place: { name: '颐园长者食堂' },
  code: '4021',
}
type Booking = Parameters<typeof bookingInALine>[0]
const booking = (facts: object) => ({ details: {}, ...lunch, ...facts }) as unknown as Booking
const atHome = {
  meal: { details: { meal: { mode: { code: 'delivery', label: '送到家' } } } },
  care: {
    service: { kind: { code: 'care' }, name: '上门助浴' },
    details: { visit: { carer: { name: '赵护理' } } },
  },
}

it('sends nobody to the canteen whose meal is delivered, and nobody to the station of a carer', () => {
  expect(bookingInALine(booking({}), NOW)).toBe('今天 11:30 午餐第一批，颐园长者食堂，报 4021')
  expect(bookingInALine(booking(atHome.meal), NOW)).toBe('今天 11:30 午餐第一批，送到家，报 4021')
  expect(bookingInALine(booking(atHome.care), NOW)).toBe('今天 11:30 上门助浴，赵护理上门，报 4021')
  expect([{}, atHome.meal, atHome.care].map((facts) => givingUpInWords(booking(facts)))).toEqual([
    '不去了，取消',
    '不要了，取消',
    '不要了，取消',
  ])
})
