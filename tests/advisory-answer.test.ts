import { expect, it } from 'vitest'
import { adviceOf } from '../scripts/advisory-answer'

const found = (severity: string) => JSON.stringify({ vulnerabilities: { koa: { severity, range: '<3.0.1' } } })

it('stops at a severe weakness and names its package; a mild one is only named', () => {
  expect(adviceOf(found('high'))).toEqual({ verdict: 'weak', says: 'Known weaknesses:\n  high koa <3.0.1' })
  expect(adviceOf(found('low'))).toMatchObject({
    verdict: 'clean',
    says: expect.stringContaining('low koa <3.0.1') as string,
  })
  expect(adviceOf('{"vulnerabilities":{}}').verdict).toBe('clean')
})

it('never takes a registry that cannot be asked for good news', () => {
  for (const answer of ['', '{"statusCode":405,"message":"405 Method Not Allowed"}', '{"error":{"code":"ENOAUDIT"}}'])
    expect(adviceOf(answer)).toMatchObject({
      verdict: 'unasked',
      says: expect.stringMatching(/^NOT CHECKED/) as string,
    })
})
