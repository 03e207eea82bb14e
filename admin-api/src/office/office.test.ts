import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import mongoose from 'mongoose'
import { getHome } from '@yike/shared/insight/endpoints'
import * as api from '@yike/shared/office/endpoints'
import { getStaffMe, signInStaff } from '@yike/shared/people/endpoints'
import { CredentialModel, PersonModel } from '../people/model'
import { AreaModel } from '../territory/model'
import { useDivisions } from '../territory/divisions'
import { buildCommunity, buildStaff } from '../testing/build'
import { signInWithCode } from '../testing/authenticator'
import { startServer, type TestServer } from '../testing/server'
import { makeSetupLink } from './setup'

const PASSWORD = '春天的风吹过颐园三号楼的槐树下面'
const POSITION = { lng: 118.4935, lat: 37.4605 }

let server: TestServer
let today = new Date('2026-11-30T08:00:00+08:00')
beforeAll(async () => {
  useDivisions(path.resolve(import.meta.dirname, '../../divisions/divisions.csv'))
  server = await startServer({ now: () => today })
})
afterAll(() => server.stop())
beforeEach(async () => {
  today = new Date('2026-11-30T08:00:00+08:00')
  await Promise.all(Object.values(mongoose.models).map((model) => model.deleteMany({})))
})

const setupBy = (token: string, more: object = {}) => ({
  token,
  operator: { name: '文汇街道办事处', phone: '05468231120' },
  admin: { name: '赵丽', username: 'zhaoli', password: PASSWORD },
  city: { name: '东营市', code: '3705' },
  district: { name: '东营区', code: '370502' },
  street: { name: '文汇街道', code: '370502001' },
  communities: [{ name: '颐园社区' }, { name: '景苑社区' }],
  position: POSITION,
  ...more,
})

describe('an office is opened', () => {
  it('on an empty database: residents are told, the link leads through the divisions to an administrator', async () => {
    await expect(server.call(getHome, {})).rejects.toMatchObject({ code: 'NOT_SET_UP' })
    expect(await server.call(api.getSetup, {})).toEqual({ needed: true })

    const { token } = (await makeSetupLink(today))!
    const cities = await server.call(api.listSetupDivisions, { token })
    expect(cities.items).toContainEqual({ code: '3705', name: '东营市' })
    expect(cities.items).toContainEqual({ code: '1101', name: '北京市' })
    const streets = await server.call(api.listSetupDivisions, { token, code: '370502' })
    expect(streets.items.map(({ name }) => name)).toContain('文汇街道')

    await server.call(api.finishSetup, setupBy(token))
    const signedIn = await signInWithCode(server, { username: 'zhaoli', password: PASSWORD }, today)
    expect(signedIn.recoveryCodes).toHaveLength(10)
    const me = await server.call(getStaffMe, {}, { as: signedIn.accessToken! })
    expect(me.communities.map(({ name }) => name).sort()).toEqual(['景苑社区', '颐园社区'])
    expect(me.permissions).toContain('staff.manage')

    expect((await server.call(getHome, {})).community.phone).toBe('05468231120')
    await expect(server.call(api.openSetup, { token })).rejects.toMatchObject({ code: 'LINK_EXPIRED' })
    expect(await server.call(api.getSetup, {})).toEqual({ needed: false })
    expect(await makeSetupLink(today)).toBeNull()
  })

  it('by the newest link only, within 24 hours', async () => {
    const first = (await makeSetupLink(today))!
    const second = (await makeSetupLink(today))!
    await expect(server.call(api.openSetup, { token: first.token })).rejects.toMatchObject({ code: 'LINK_EXPIRED' })
    await server.call(api.openSetup, { token: second.token })
    today = new Date('2026-12-01T08:00:01+08:00')
    await expect(server.call(api.openSetup, { token: second.token })).rejects.toMatchObject({ code: 'LINK_EXPIRED' })
  })

  it('once, when the last step is tapped four times at once, and again after a crash', async () => {
    const { token } = (await makeSetupLink(today))!
    // The state of a process that died after the areas and the account, before the link was spent.
    await server.call(api.finishSetup, setupBy(token))
    const { token: again } = await (async () => {
      await CredentialModel.deleteMany({})
      return (await makeSetupLink(today))!
    })()
    await mongoose.models.Office!.updateOne({ _id: 'office' }, { $set: { finishedAt: null } })
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => server.call(api.finishSetup, setupBy(again))))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await AreaModel.countDocuments({})).toBe(5)
    expect(await PersonModel.countDocuments({})).toBe(1)
  })

  it('with a password that cannot be guessed, and the field is named', async () => {
    const { token } = (await makeSetupLink(today))!
    const weak = { name: '赵丽', username: 'zhaoli', password: 'yike2026' }
    await expect(server.call(api.finishSetup, setupBy(token, { admin: weak }))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { fields: { 'admin.password': [expect.stringContaining('至少 15 个字符')] } },
    })
    expect(await AreaModel.countDocuments({})).toBe(0)
  })
})

describe('a colleague is invited', () => {
  const invite = async () => {
    const community = await buildCommunity()
    const admin = await buildStaff({ area: community }, today)
    const asked = { name: '张海燕', role: 'grid_worker' as const, areaId: String(community._id) }
    const { token, invitation } = await server.call(api.inviteStaff, asked, { as: admin.token })
    return { community, admin, token, invitation }
  }

  it('chooses a name and a password, signs in by them, and the link is spent', async () => {
    const { token, admin } = await invite()
    expect(await server.call(api.openInvitation, { token })).toMatchObject({
      name: '张海燕',
      role: { label: '网格员' },
      invitedBy: admin.name,
    })
    await server.call(api.acceptInvitation, { token, username: 'haiyan', password: PASSWORD })
    const signedIn = await server.call(signInStaff, { username: 'haiyan', password: PASSWORD })
    const me = await server.call(getStaffMe, {}, { as: signedIn.accessToken! })
    expect(me).toMatchObject({ name: '张海燕', roles: [{ role: { code: 'grid_worker' } }] })
    await expect(server.call(api.openInvitation, { token })).rejects.toMatchObject({ code: 'LINK_EXPIRED' })
    const { accounts, invitations } = await server.call(api.listStaff, {}, { as: admin.token })
    expect(accounts.map(({ username }) => username)).toContain('haiyan')
    expect(invitations).toEqual([])
  })

  it('under a name that nobody has; of two who hold the link one gets the account', async () => {
    const { token, community } = await invite()
    await buildStaff({ area: community, username: 'taken' }, today)
    await expect(
      server.call(api.acceptInvitation, { token, username: 'taken', password: PASSWORD }),
    ).rejects.toMatchObject({
      code: 'NAME_TAKEN',
      details: { fields: { username: [expect.stringContaining('taken')] } },
    })
    const rivals = await Promise.allSettled(
      ['haiyan', 'someone'].map((username) =>
        server.call(api.acceptInvitation, { token, username, password: PASSWORD }),
      ),
    )
    expect(rivals.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await CredentialModel.countDocuments({ _id: { $in: ['password:haiyan', 'password:someone'] } })).toBe(1)
  })

  it('not after it was withdrawn or a week, and by nobody from another street', async () => {
    const { token, admin, invitation, community } = await invite()
    const stranger = await buildStaff({ area: await buildCommunity({ street: '黄河路街道' }) }, today)
    const asked = { name: '李四', role: 'clerk' as const, areaId: String(community._id) }
    await expect(server.call(api.inviteStaff, asked, { as: stranger.token })).rejects.toMatchObject({ status: 404 })
    await expect(
      server.call(api.withdrawInvitation, { id: invitation.id }, { as: stranger.token }),
    ).rejects.toMatchObject({ status: 404 })
    expect((await server.call(api.listStaff, {}, { as: stranger.token })).invitations).toEqual([])

    await server.call(api.withdrawInvitation, { id: invitation.id }, { as: admin.token })
    await expect(server.call(api.openInvitation, { token })).rejects.toMatchObject({ code: 'LINK_EXPIRED' })
    const later = await server.call(api.inviteStaff, { ...asked }, { as: admin.token })
    today = new Date('2026-12-07T08:00:01+08:00')
    await expect(server.call(api.openInvitation, { token: later.token })).rejects.toThrow('过期')
  })

  it('once for one tap: the replay gives a link to the same invitation', async () => {
    const community = await buildCommunity()
    const admin = await buildStaff({ area: community }, today)
    const asked = { name: '张海燕', role: 'clerk' as const, areaId: String(community._id) }
    const [first, second] = [
      await server.call(api.inviteStaff, asked, { as: admin.token, key: 'one-tap-of-invite' }),
      await server.call(api.inviteStaff, asked, { as: admin.token, key: 'one-tap-of-invite' }),
    ]
    expect(second.invitation.id).toBe(first.invitation.id)
    await server.call(api.openInvitation, { token: second.token })
  })
})
