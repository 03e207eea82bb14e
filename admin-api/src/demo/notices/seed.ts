import { addMinutes, instantAt, addDays, dayOf, weekdayOf, type Day } from '@yike/shared/time/china'
import type { Actor } from '../../http/policy'
import { NoticeModel } from '../../notices/model'
import { createNotice, publishNotice, withdrawNotice } from '../../notices/publish'
import type { Community } from '../../territory/areas'
import { COMMUNITY } from '../territory/facts'
import { NOTICES } from './facts'

/** The demo has neither WeChat nor SMS. */
const NO_WAYS = { templateId: null, bySms: false }

const nextDay = (today: Day, on: number | 'tomorrow'): Day => {
  let day = addDays(today, 1)
  while (on !== 'tomorrow' && weekdayOf(day) !== on) day = addDays(day, 1)
  return day
}

export async function seedNotices(admin: Actor, community: Community, now: Date) {
  for (const [n, { kind, title, urgent, daysAgo, lasts, concerns, spares, body, state }] of NOTICES.entries()) {
    const at = addMinutes(instantAt(addDays(dayOf(now), -daysAgo), 510), n)
    const when = at < now ? at : addMinutes(now, -30)
    const day = lasts && nextDay(dayOf(now), lasts.on)
    const draft = await createNotice(
      admin,
      `demo-notice-${n}`,
      {
        communityId: String(community._id),
        gridIds: [],
        buildings: [],
        kind,
        title,
        urgent: urgent ?? false,
        startsAt: lasts && day ? instantAt(day, lasts.from).toISOString() : null,
        endsAt: lasts && day ? instantAt(day, lasts.to).toISOString() : null,
        concerns: concerns ?? '',
        spares: spares ?? '',
        body,
        phone: COMMUNITY.phone,
      },
      when,
    )
    if (state === 'draft' || draft.state !== 'draft') continue
    await publishNotice(admin, { id: String(draft._id), revision: draft.revision }, NO_WAYS, when)
    // Old notices are not sent to everybody's inbox again.
    if (daysAgo > 1) await NoticeModel.updateOne({ _id: draft._id }, { $unset: { tellingAfter: 1 } })
    if (state === 'withdrawn')
      await withdrawNotice(admin, String(draft._id), '灶台提前修好了，周日照常', addMinutes(when, 600))
  }
}
