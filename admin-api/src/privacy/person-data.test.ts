import mongoose from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedDemo } from '../demo/seed-demo'
import { DOMAINS } from '../domains'
import { PersonModel } from '../people/model'
import { startServer, type TestServer } from '../testing/server'

/** Fields that hold ids, and never the id of a person. */
const NOT_PEOPLE = new Set(
  `_id about.id absorbed after areaId areaIds areas bindingId booking bookingId bookingIds carerId carerIds caseId
  caseIds categoryId changeId communityId customRoleId from full gridId gridIds id importId into itemId leaveId mergeId
  movedTo noticeId of organizationId parentId photoId photoIds placeId placeIds planId reason receiver receiverId ruleId
  scope serviceId serviceIds settling sitting sittingId splitFrom.id successorId target thumb to wishes changedTo takesOver`.split(
    /\s+/,
  ),
)

const declared = new Map(
  DOMAINS.flatMap(({ personData, keepsPeople = [] }) => [
    ...(personData?.models ?? []).map(({ modelName }) => [modelName, 'personData'] as const),
    ...keepsPeople.map(({ model, why }) => [model.modelName, why] as const),
  ]),
)

/** The paths of a schema that hold ids, arrays and nested documents included. */
function idPaths(schema: mongoose.Schema, under = ''): string[] {
  return Object.entries(schema.paths).flatMap(([path, type]) => {
    const at = `${under}${path}`
    const inner = type as unknown as {
      schema?: mongoose.Schema
      caster?: { instance?: string }
      embeddedSchemaType?: { instance?: string }
    }
    if (inner.schema) return idPaths(inner.schema, `${at}.`)
    const isId = type.instance === 'ObjectId' || (inner.embeddedSchemaType ?? inner.caster)?.instance === 'ObjectId'
    return isId ? [at] : []
  })
}
const lastOf = (path: string) => path.split('.').at(-1)!
const lastTwoOf = (path: string) => path.split('.').slice(-2).join('.')

describe('the data of people', () => {
  it('is declared, or kept for a reason, for every model with a field that may name a person', () => {
    const undeclared = DOMAINS.flatMap(({ models = [] }) => models).flatMap(({ modelName, schema }) => {
      const paths = idPaths(schema).filter((path) => !NOT_PEOPLE.has(lastOf(path)) && !NOT_PEOPLE.has(lastTwoOf(path)))
      return paths.length > 0 && !declared.has(modelName) ? [`${modelName}: ${paths.join(', ')}`] : []
    })
    expect(undeclared).toEqual([])
  })

  describe('of the demo community', () => {
    let server: TestServer
    beforeAll(async () => {
      server = await startServer()
      await seedDemo(new Date())
    }, 120_000)
    afterAll(async () => {
      // Words of the demo name today.
      await mongoose.connection.dropDatabase()
      await server.stop()
    })

    it('is in no other collection, under whatever name', async () => {
      const people = new Set((await PersonModel.find({}, { _id: 1 }).lean()).map(({ _id }) => String(_id)))
      const found: string[] = []
      for (const model of DOMAINS.flatMap(({ models = [] }) => models)) {
        if (declared.has(model.modelName)) continue
        const text = JSON.stringify(await model.find().lean())
        const named = [...new Set(text.match(/[0-9a-f]{24}/g) ?? [])].filter((id) => people.has(id))
        if (named.length > 0) found.push(`${model.modelName}: ${named.length}`)
      }
      expect(found).toEqual([])
    })
  })
})
