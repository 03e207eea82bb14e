import mongoose from 'mongoose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as cases from '@yike/shared/cases/endpoints'
import { changePlace, verifyPlace } from '@yike/shared/directory/endpoints'
import { listDay } from '@yike/shared/booking/endpoints'
import * as api from '@yike/shared/office/endpoints'
import { listAudit } from '@yike/shared/audit/endpoints'
import { getStaffMe, signInStaff } from '@yike/shared/people/endpoints'
import type { Permission } from '@yike/shared/people/permissions'
import { AuditEntryModel, type AuditEntry } from '../audit/model'
import { PersonModel } from '../people/model'
import type { Community } from '../territory/areas'
import { buildCommunity, buildPlace, buildSitting, buildStaff, newId, type BuiltPerson } from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { CustomRoleModel } from './model'
import { applyChangedRoles } from './roles'

const NOW = new Date('2026-11-30T09:00:00+08:00')
const PASSWORD = '春天的风吹过颐园三号楼的槐树下面'

let server: TestServer
let community: Community
let admin: BuiltPerson
let security: BuiltPerson
beforeAll(async () => {
  server = await startServer({ now: () => NOW })
})
afterAll(() => server.stop())
beforeEach(async () => {
  await Promise.all(Object.values(mongoose.models).map((model) => model.deleteMany({})))
  community = await buildCommunity()
  admin = await buildStaff({ area: community, name: '赵丽' }, NOW)
  security = await buildStaff({ role: 'security_admin', area: community, name: '周敏' }, NOW)
})
const as = ({ token }: BuiltPerson, key?: string) => ({ as: token, ...(key ? { key } : {}) })
const areaId = () => String(community._id)
const define = (label: string, permissions: Permission[], key = newKey()) =>
  server.call(api.createRole, { areaId: areaId(), label, permissions }, as(security, key))
const rightsOf = async (name: string, reader = admin) =>
  (await server.call(api.listRights, {}, as(reader))).items.find((one) => one.name === name)!.roles

describe('a role that the office makes', () => {
  it('is made by the security administrator, given by the administrator, and changes at once for who holds it', async () => {
    await expect(
      server.call(
        api.createRole,
        { areaId: areaId(), label: '楼长', permissions: ['place.verify'] },
        as(admin, newKey()),
      ),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const { id } = await define('楼长', ['place.verify', 'case.read'])
    const asked = { name: '张楼长', role: 'custom' as const, customId: id!, areaId: areaId() }
    const { token, invitation } = await server.call(api.inviteStaff, asked, as(admin, newKey()))
    expect(invitation.role.label).toBe('楼长')
    await server.call(api.acceptInvitation, { token, username: 'louzhang', password: PASSWORD })
    const { accessToken } = await server.call(signInStaff, { username: 'louzhang', password: PASSWORD })
    const lou = { as: accessToken! }
    expect(await server.call(getStaffMe, {}, lou)).toMatchObject({
      permissions: ['place.verify', 'case.read'],
      roles: [{ role: { code: 'custom', label: '楼长' } }],
    })
    await server.call(cases.listStaffCases, {}, lou)

    const change = { id: id!, revision: 0, label: '楼栋长', permissions: ['place.verify' as const] }
    expect(await server.call(api.changeRole, change, as(security))).toMatchObject({
      label: '楼栋长',
      holders: 1,
      revision: 1,
    })
    const [made] = await AuditEntryModel.find({ act: 'role made' }).lean<AuditEntry[]>()
    expect(made!.facts).toMatchObject({ role: id, to: 'place.verify case.read' })
    await expect(server.call(cases.listStaffCases, {}, lou)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(server.call(api.changeRole, change, as(security))).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(server.call(api.removeRole, { id: id! }, as(security))).rejects.toMatchObject({ code: 'ROLE_IN_USE' })
  })

  it('is finished by a job when the process died before everybody had the change', async () => {
    const { id } = await define('楼长', ['place.verify'])
    const holder = await buildStaff({ role: 'clerk', area: community, name: '张楼长' }, NOW)
    await server.call(
      api.giveRole,
      { personId: String(holder._id), role: 'custom', customId: id!, areaId: areaId() },
      as(admin),
    )
    await CustomRoleModel.updateOne({ _id: id }, { $set: { permissions: ['hall.call'] }, $inc: { revision: 1 } })
    expect(await applyChangedRoles()).toBe(1)
    expect((await rightsOf('张楼长'))[1]!.permissions).toEqual(['hall.call'])
    expect(await applyChangedRoles()).toBe(0)
  })

  it('holds no duty of the three and no work of a receiver, has a name of its own, and is made once', async () => {
    for (const permission of ['staff.manage', 'role.edit', 'audit.read', 'case.receive'] as const)
      await expect(define('全能', ['hall.call', permission])).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    const key = newKey()
    const [first, again] = [await define('楼长', ['place.verify'], key), await define('楼长', ['place.verify'], key)]
    expect(again.id).toBe(first.id)
    await expect(define('楼长', ['hall.call'])).rejects.toMatchObject({ code: 'NAME_TAKEN' })
    await server.call(api.removeRole, { id: first.id! }, as(security))
  })

  it('is removed once nobody holds it and no invitation to it is open', async () => {
    const { id } = await define('楼长', ['place.verify'])
    const asked = { name: '张楼长', role: 'custom' as const, customId: id!, areaId: areaId() }
    const { invitation } = await server.call(api.inviteStaff, asked, as(admin, newKey()))
    await expect(server.call(api.removeRole, { id: id! }, as(security))).rejects.toMatchObject({ code: 'ROLE_IN_USE' })
    await server.call(api.withdrawInvitation, { id: invitation.id }, as(admin))
    await server.call(api.removeRole, { id: id! }, as(security))
  })
})

describe('the three duties', () => {
  it('are not joined in one account, even by two administrators at once', async () => {
    const clerk = await buildStaff({ role: 'clerk', area: community, name: '陈静' }, NOW)
    const give = (role: 'auditor' | 'security_admin' | 'community_admin') =>
      server.call(api.giveRole, { personId: String(clerk._id), role, areaId: areaId() }, as(admin))

    const gifts = await Promise.allSettled([give('auditor'), give('security_admin'), give('community_admin')])

    expect(gifts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const gift of gifts.filter(({ status }) => status === 'rejected'))
      expect((gift as PromiseRejectedResult).reason).toMatchObject({ code: 'DUTIES_APART' })
    expect((await PersonModel.findById(clerk._id).lean())!.roles).toHaveLength(2)
  })

  it('give nobody rights to themself', async () => {
    const mine = { personId: String(admin._id), role: 'auditor' as const, areaId: areaId() }
    await expect(server.call(api.giveRole, mine, as(admin))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect((await server.call(getStaffMe, {}, as(admin))).permissions).not.toContain('role.edit')
  })

  it('leave the auditor able to read who may what, and to change nothing', async () => {
    const auditor = await buildStaff({ role: 'auditor', area: community, name: '孙建国' }, NOW)
    const clerk = await buildStaff({ role: 'clerk', area: community, name: '陈静' }, NOW)
    expect((await rightsOf('陈静', auditor))[0]).toMatchObject({ label: '窗口人员', area: { name: community.name } })
    const given = { personId: String(clerk._id), role: 'clerk' as const, areaId: areaId() }
    await expect(server.call(api.giveRole, given, as(auditor))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(server.call(api.listRights, {}, as(clerk))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const { items } = await server.call(listAudit, { by: '赵丽' }, as(auditor))
    expect(items).toEqual([])
    await server.call(api.giveRole, { ...given, role: 'mediator' }, as(admin))
    const after = await server.call(listAudit, { by: '赵丽', kind: 'security' }, as(auditor))
    expect(after.items.map(({ act }) => act.label)).toContain('给岗位')
  })
})

describe('who sees only what is theirs', () => {
  it('a provider: bookings and the entry of their own place, nothing of the rest of the area', async () => {
    const [mine, other] = [await buildPlace(community, {}, NOW), await buildPlace(community, {}, NOW)]
    const provider = await buildStaff({ role: 'provider', area: community, placeIds: [mine._id] }, NOW)
    const at = (placeId: mongoose.Types.ObjectId) => buildSitting(community, { offer: { placeId } }, NOW)
    const [own] = [await at(mine._id), await at(other._id)]
    const day = await server.call(listDay, { day: '2026-12-01' }, as(provider))
    expect(day.items.map(({ id }) => id)).toEqual([String(own._id)])

    const { revision } = await server.call(verifyPlace, { id: String(mine._id), revision: mine.revision }, as(provider))
    await expect(server.call(verifyPlace, { id: String(other._id), revision: 0 }, as(provider))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await server.call(changePlace, { id: String(mine._id), revision, phone: '0546-8111111' }, as(provider))
    const me = await server.call(getStaffMe, {}, as(provider))
    expect([me.permissions.includes('place.edit'), me.areaPermissions]).toEqual([true, []])
    expect((await server.call(getStaffMe, {}, as(admin))).areaPermissions).toContain('place.edit')
  })

  it('a provider is given with places of the area', async () => {
    const place = await buildPlace(community, {}, NOW)
    const asked = { name: '老孙', role: 'provider' as const, areaId: areaId() }
    await expect(server.call(api.inviteStaff, asked, as(admin, newKey()))).rejects.toThrow()
    await expect(
      server.call(api.inviteStaff, { ...asked, placeIds: [String(newId())] }, as(admin, newKey())),
    ).rejects.toMatchObject({ details: { fields: { placeIds: [expect.stringContaining('不在这里')] } } })
    await server.call(api.inviteStaff, { ...asked, placeIds: [String(place._id)] }, as(admin, newKey()))
  })

  it('a provider whose role is given again works at the new places', async () => {
    const [old, next] = [await buildPlace(community, {}, NOW), await buildPlace(community, {}, NOW)]
    const provider = await buildStaff({ role: 'provider', area: community, placeIds: [old._id] }, NOW)
    const given = { personId: String(provider._id), role: 'provider' as const, areaId: areaId() }
    await server.call(api.giveRole, { ...given, placeIds: [String(next._id)] }, as(admin))
    const verify = ({ _id, revision }: typeof old) =>
      server.call(verifyPlace, { id: String(_id), revision }, as(provider))
    expect((await server.call(getStaffMe, {}, as(provider))).roles).toMatchObject([{ placeIds: [String(next._id)] }])
    await verify(next)
    await expect(verify(old)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('somebody who has two roles loses one at once, and keeps the last', async () => {
    const clerk = await buildStaff({ role: 'clerk', area: community, name: '陈静' }, NOW)
    const which = { personId: String(clerk._id), areaId: areaId() }
    await server.call(api.giveRole, { ...which, role: 'mediator' }, as(admin))
    await server.call(api.endRole, { ...which, role: 'clerk' }, as(admin))
    expect((await server.call(getStaffMe, {}, as(clerk))).roles).toMatchObject([
      { role: { label: '调解员' }, placeIds: null },
    ])
    await expect(server.call(api.endRole, { ...which, role: 'mediator' }, as(admin))).rejects.toMatchObject({
      code: 'PERSON_IN_USE',
    })
  })
})
