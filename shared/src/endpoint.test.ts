import { expect, it } from 'vitest'
import { endpoint, fillPath, readsQuery, toQuery } from './endpoint'

const route = (method: 'GET' | 'POST' | 'DELETE') =>
  endpoint<Record<string, unknown>, unknown>({
    method,
    path: '/halls/:id/kiosks/:kioskId',
    access: 'public',
    errors: [],
  })

it('parameters go into the path, encoded, and the rest stays', () => {
  const input = { id: 'a/b', kioskId: '二', name: '门口' }
  expect(fillPath(route('POST'), input)).toEqual({ path: '/halls/a%2Fb/kiosks/%E4%BA%8C', rest: { name: '门口' } })
  expect(input).toEqual({ id: 'a/b', kioskId: '二', name: '门口' })
})

it('a query leaves out what is not said, and keeps nought and false', () => {
  expect(toQuery({ q: '食堂 &', limit: 0, open: false, near: undefined, cursor: null, empty: '' })).toBe(
    'q=%E9%A3%9F%E5%A0%82%20%26&limit=0&open=false',
  )
})

it('GET and DELETE read the query, others the body', () => {
  expect([route('GET'), route('DELETE'), route('POST')].map(readsQuery)).toEqual([true, true, false])
})
