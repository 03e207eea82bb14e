import { Types } from 'mongoose'
import * as endpoints from '@yike/shared/notices/endpoints'
import * as s from '@yike/shared/notices/schemas'
import { Done } from '@yike/shared/zod'
import { Routes, handle } from '../http/handle'
import type { Actor } from '../http/policy'
import { audienceCounter, previewAudience, type NoticeWays } from './audience'
import type { Notice } from './model'
import { presentNotice, presentNoticeCard, presentStaffNotice } from './presenter'
import * as publish from './publish'
import { communityOf, listNotices, markRead, publicNotice, readBy } from './read'

const done = { done: true } as const

export function noticeRoutes(ways: NoticeWays) {
  const routes = new Routes()
  handle(routes, endpoints.listNotices, { input: s.ListNotices, output: s.NoticePage }, async (input, { visitor }) => {
    const { items, nextCursor } = await listNotices(await communityOf(visitor), input.kind, input.cursor, input.limit)
    const read = await readBy(
      visitor,
      items.map(({ _id }) => _id),
    )
    return { items: items.map((notice) => presentNoticeCard(notice, read)), nextCursor }
  })
  handle(routes, endpoints.getNotice, { input: s.ById, output: s.NoticeView }, async ({ id }, { visitor }) => {
    const notice = await publicNotice(id)
    return presentNotice(notice, await readBy(visitor, [notice._id]))
  })
  handle(routes, endpoints.readNotice, { input: s.ById, output: Done }, async ({ id }, { actor, now }) => {
    await markRead(actor, id, now)
    return done
  })

  const show = async (notice: Notice, actor: Actor, count = audienceCounter(ways)) =>
    presentStaffNotice(notice, await count(notice), actor)
  handle(
    routes,
    endpoints.listStaffNotices,
    { input: s.ListStaffNotices, output: s.StaffNoticePage },
    async (input, { actor }) => {
      const { items, nextCursor } = await publish.listStaffNotices(actor, input)
      const count = audienceCounter(ways)
      return { items: await Promise.all(items.map((notice) => show(notice, actor, count))), nextCursor }
    },
  )
  handle(routes, endpoints.getAudience, { input: s.GetAudience, output: s.Audience }, ({ gridIds, ...input }, call) =>
    previewAudience(call.actor, { ...input, gridIds: gridIds.map((grid) => new Types.ObjectId(grid)) }, ways),
  )
  handle(routes, endpoints.getStaffNotice, { input: s.ById, output: s.StaffNotice }, async ({ id }, { actor }) =>
    show(await publish.staffNotice(actor, id), actor),
  )
  handle(
    routes,
    endpoints.createNotice,
    { input: s.NoticeInput, output: s.StaffNotice },
    async (input, { actor, key, now }) => show(await publish.createNotice(actor, key, input, now), actor),
  )
  handle(
    routes,
    endpoints.changeNotice,
    { input: s.ChangeNotice, output: s.StaffNotice },
    async (input, { actor, now }) => show(await publish.changeNotice(actor, input, now), actor),
  )
  handle(routes, endpoints.removeNotice, { input: s.ById, output: Done }, async ({ id }, { actor }) => {
    await publish.removeNotice(actor, id)
    return done
  })
  handle(
    routes,
    endpoints.publishNotice,
    { input: s.PublishNotice, output: s.StaffNotice },
    async (input, { actor, now }) => show(await publish.publishNotice(actor, input, ways, now), actor),
  )
  handle(
    routes,
    endpoints.withdrawNotice,
    { input: s.WithdrawNotice, output: s.StaffNotice },
    async ({ id, reason }, { actor, now }) => show(await publish.withdrawNotice(actor, id, reason, now), actor),
  )
  return routes
}
