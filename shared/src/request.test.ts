import { expect, it } from 'vitest'
import { endpoint } from './endpoint'
import { ApiError, buildRequest, callOver, isSessionEnd, networkError, readAnswer } from './request'

const listPlaces = endpoint<{ areaId: string; q?: string; limit?: number }, { items: string[] }>({
  method: 'GET',
  path: '/areas/:areaId/places',
  access: 'public',
  errors: [],
})
const addPlace = endpoint<{ areaId: string; name: string }, { id: string }>({
  method: 'POST',
  path: '/areas/:areaId/places',
  access: 'resident',
  errors: [],
  idempotent: true,
})

it('fills the path and puts the rest of a GET into the query', () => {
  const { url, body, headers } = buildRequest(
    listPlaces,
    { areaId: 'a/b', q: '食 堂', limit: 5 },
    { clientVersion: '1' },
  )

  expect(url).toBe('/api/v1/areas/a%2Fb/places?q=%E9%A3%9F%20%E5%A0%82&limit=5')
  expect(body).toBeUndefined()
  expect(headers).toEqual({ 'X-Client-Version': '1' })
})

it('puts the rest of a POST into the body, with its key and the headers of the client', () => {
  const options = { clientVersion: '1', key: 'tap-1', device: 'secret', headers: { 'X-Client': 'h5' } }
  const request = buildRequest(addPlace, { areaId: 'a', name: '食堂' }, options)

  expect(request).toEqual({
    method: 'POST',
    url: '/api/v1/areas/a/places',
    body: '{"name":"食堂"}',
    headers: {
      'X-Client': 'h5',
      'Content-Type': 'application/json',
      'Idempotency-Key': 'tap-1',
      'X-Device': 'secret',
      'X-Client-Version': '1',
    },
  })
})

it('turns the error body into an ApiError with its code, sentence and fields', () => {
  const fields = { name: ['写上名字'] }
  const refused = () =>
    readAnswer({ status: 400, body: { error: { code: 'INVALID_INPUT', message: '有一处不对', details: { fields } } } })

  expect(refused).toThrow(
    expect.objectContaining({ code: 'INVALID_INPUT', message: '有一处不对', details: { fields } }),
  )
  expect(() => readAnswer({ status: 502, body: null })).toThrow(expect.objectContaining({ code: 'INTERNAL' }))
})

it('says that the session has ended for its two codes only', () => {
  expect(isSessionEnd(new ApiError('SESSION_ENDED', ''))).toBe(true)
  expect(isSessionEnd(new ApiError('SIGN_IN_REQUIRED', ''))).toBe(true)
  expect(isSessionEnd(networkError('OFFLINE', { method: 'GET' }))).toBe(false)
})

it('speaks of sending only where something was sent', () => {
  expect(networkError('OFFLINE', { method: 'GET' }).message).not.toMatch(/写|送/)
  expect(networkError('OFFLINE', { method: 'POST' }).message).toContain('没送出去')
})

it('calls over the transport it is given', async () => {
  const places = await callOver(
    async ({ url }) => ({ status: 200, body: { items: [url] } }),
    listPlaces,
    { areaId: 'a' },
    { clientVersion: '1' },
  )
  expect(places.items).toEqual(['/api/v1/areas/a/places'])
})

it('finds nothing under an address whose id cannot be one, and still names a field that was filled in wrongly', async () => {
  const refusal = (field: string) => ({
    status: 400,
    body: {
      error: { code: 'INVALID_INPUT', message: '有一处填得不对', details: { fields: { [field]: ['写法不对'] } } },
    },
  })
  const ask = (field: string) =>
    callOver(async () => refusal(field), listPlaces, { areaId: 'x' }, { clientVersion: '1' })
  await expect(ask('areaId')).rejects.toMatchObject({ code: 'NOT_FOUND', message: '没找到，可能已经撤下了。' })
  await expect(ask('q')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})
