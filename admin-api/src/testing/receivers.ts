import * as api from '@yike/shared/cases/endpoints'
import type { StaffCase } from '@yike/shared/cases/schemas'
import * as org from '@yike/shared/receivers/endpoints'
import type { Receiver } from '@yike/shared/receivers/schemas'
import type { BuiltPerson } from './build'
import { newKey, type TestServer } from './server'

/** An organisation with these members, added by an administrator in their own area. */
export const buildReceiver = (
  server: TestServer,
  admin: BuiltPerson,
  name: string,
  members: readonly BuiltPerson[],
  more: object = {},
): Promise<Receiver> =>
  server.call(
    org.createReceiver,
    {
      ...{ name, kind: 'property' as const, phone: '0546-8123456' },
      memberIds: members.map(({ _id }) => String(_id)),
      areaId: String(admin.roles[0]!.areaId),
      ...more,
    },
    { as: admin.token, key: newKey() },
  )

/** The category of street lamps, which promises working days. */
export const lampCategory = async (server: TestServer) =>
  (await server.call(api.listCategories, { kind: 'complaint' })).items.find(({ name }) => name.includes('路灯'))!

/** A case about a street lamp that a resident filed and the office accepted. */
export async function buildAccepted(
  server: TestServer,
  reporter: BuiltPerson,
  clerk: BuiltPerson,
  words: object = {},
): Promise<StaffCase> {
  const categoryId = (await lampCategory(server)).id
  const { id } = await server.call(
    api.fileCase,
    { description: '楼道灯灭了三天', categoryId, ...words },
    { as: reporter.token, key: newKey() },
  )
  return server.call(api.acceptCase, { id, seq: 1, categoryId }, { as: clerk.token })
}
