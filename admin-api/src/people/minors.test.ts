import { afterAll, beforeAll, expect, it } from 'vitest'
import { addBeneficiary, changePerson, registerPerson } from '@yike/shared/people/endpoints'
import { GUARDIAN_FIRST } from '@yike/shared/people/minors'
import { buildCommunity, buildResident, buildStaff, different, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import { PersonModel, type Person } from './model'

const NOW = new Date('2026-11-23T10:00:00+08:00')
let server: TestServer
let clerk: BuiltPerson
let mother: BuiltPerson
beforeAll(async () => {
  server = await startServer({ now: () => NOW })
  const community = await buildCommunity()
  clerk = await buildStaff({ role: 'clerk', area: community }, NOW)
  mother = await buildResident({ community }, NOW)
})
afterAll(() => server.stop())

const recordOf = (id: string) => PersonModel.findById(id).lean<Person>()
const refused = { code: 'INVALID_INPUT', details: { fields: { guardian: [expect.stringContaining(GUARDIAN_FIRST)] } } }

it('asks for the consent of a guardian wherever a child under 14 is written down, and notes who asked', async () => {
  const [register, add, change] = [
    (more: object) => server.call(registerPerson, { name: different('小宝'), ...more }, { as: clerk.token }),
    (more: object) =>
      server.call(addBeneficiary, { name: different('小贝'), relation: 'child', ...more }, { as: mother.token }),
    (personId: string, more: object) => server.call(changePerson, { personId, ...more }, { as: clerk.token }),
  ]
  for (const write of [register, add]) {
    await expect(write({ birthYear: 2015 })).rejects.toMatchObject(refused)
    await write({ birthYear: 1950 })
  }
  const { id } = await register({ birthYear: 2015, guardian: true })
  expect(await recordOf(id)).toMatchObject({ guardianConsent: { byId: clerk._id, at: NOW } })

  const grown = await register({ birthYear: 2005 })
  await expect(change(grown.id, { birthYear: 2015 })).rejects.toMatchObject(refused)
  expect(await recordOf(grown.id)).toMatchObject({ birthYear: 2005 })
  await change(grown.id, { birthYear: 2015, guardian: true })
  expect(await recordOf(grown.id)).toMatchObject({ birthYear: 2015, guardianConsent: { byId: clerk._id } })
  // The consent is on record: it is not asked again.
  await change(grown.id, { birthYear: 2016 })
})
