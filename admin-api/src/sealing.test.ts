import { afterAll, describe, expect, it } from 'vitest'
import { olderKeys, rewrap, seal, SEALING_SUITES, unseal, useSealingSecrets, useSealingSuite } from './sealing'

const SECRET = 'rZ1fQm0v8KpT3xWbYc6dLhN5sJ2uGeA9'
const NOTES = { illness: '高血压', door: '4711' }
/** Sealed on 2026-11-30, before there were suites, with the secret above. */
const OF_BEFORE = {
  key: '1:wKdRFZZa',
  wrapped: 'ssLJLA1HZDJyvLJEjTfmiMlfe9GDTe7mh0A5yPWUro0YXtPSGlawEWn_jEiiM1pn85pmcD9XhULe92Og',
  fields: {
    illness: 'Fe7j0b0MEk2227or1h_2vSR7MmNgVkwNdB9UbNsR53-jBy0u429D',
    door: 'rtWPCXY9cdC6qyD6AE5dtqZzkjSBBFko975FY1U439paCQ',
  },
}

useSealingSecrets([SECRET])
afterAll(() => useSealingSuite('aes-256-gcm'))

describe.each(SEALING_SUITES)('%s', (suite) => {
  it('opens what it sealed, for the same owner and field only, and shows no word', () => {
    useSealingSuite(suite)
    const sealed = seal('file:1', NOTES)
    expect(unseal('file:1', sealed)).toEqual(NOTES)
    expect(JSON.stringify(sealed)).not.toMatch(/高血压|4711/)
    expect(seal('file:1', NOTES).fields).not.toEqual(sealed.fields)
    const swapped = { ...sealed, fields: { illness: sealed.fields.door!, door: sealed.fields.illness! } }
    expect(() => unseal<typeof NOTES>('file:1', swapped)).toThrow()
    expect(() => unseal('file:2', sealed)).toThrow()
  })

  it.each(Array.from({ length: 60 }, (_, at) => at))('notices a change of byte %i', (at) => {
    useSealingSuite(suite)
    const sealed = seal('file:1', NOTES)
    const bytes = Buffer.from(sealed.fields.illness!, 'base64url')
    bytes[at % bytes.length]! ^= 1
    const changed = { ...sealed, fields: { ...sealed.fields, illness: bytes.toString('base64url') } }
    expect(() => unseal('file:1', changed)).toThrow()
  })
})

it('opens what was sealed before there were suites', () => {
  expect(unseal('file:1', OF_BEFORE)).toEqual(NOTES)
})

it('a change of the suite leaves everything readable, and is carried through by the jobs of older keys', () => {
  useSealingSuite('aes-256-gcm')
  const before = seal('file:1', NOTES)
  useSealingSuite('sm4-cbc-sm3')
  expect(unseal('file:1', before)).toEqual(NOTES)
  expect(olderKeys()).toContain(before.key)

  const after = rewrap('file:1', before)
  expect(after.key).toMatch(/^2:/)
  expect(olderKeys()).not.toContain(after.key)
  expect(unseal('file:1', after)).toEqual(NOTES)
})
