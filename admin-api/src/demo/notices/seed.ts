import { addMinutes, instantAt, addDays, dayOf } from '@yike/shared/time/china'
import type { Actor } from '../../http/policy'
import { NoticeModel } from '../../notices/model'
import { createNotice, publishNotice, withdrawNotice } from '../../notices/publish'
import type { Community } from '../../territory/areas'
import { COMMUNITY } from '../territory/facts'
import { NOTICES } from './facts'

export async function seedNotices(admin: Actor, community: Community, now: Date) {
  for (const [n, { kind, title, urgent, daysAgo, lasts, concerns, spares, body, state }] of NOTICES.entries()) {
    const at = addMinutes(instantAt(addDays(dayOf(now), -daysAgo), 510), n)
    const when = at < now ? at : addMinutes(now, -30)
    const hour = (hours: number) =>
      new Date(Math.ceil((now.getTime() + hours * 3_600_000) / 3_600_000) * 3_600_000).toISOString()
    const draft = await createNotice(
      admin,
      `demo-notice-${n}`,
      {
        communityId: String(community._id),
        kind,
        title,
        urgent: urgent ?? false,
        startsAt: lasts ? hour(lasts[0]) : null,
        endsAt: lasts ? hour(lasts[1]) : null,
        concerns: concerns ?? '',
        spares: spares ?? '',
        body,
        phone: COMMUNITY.phone,
      },
      when,
    )
    if (state === 'draft' || draft.state !== 'draft') continue
    await publishNotice(admin, String(draft._id), draft.revision, when)
    // Old notices are not sent to everybody's inbox again.
    if (daysAgo > 1) await NoticeModel.updateOne({ _id: draft._id }, { $unset: { tellingAfter: 1 } })
    if (state === 'withdrawn')
      await withdrawNotice(admin, String(draft._id), '灶台提前修好了，周日照常', addMinutes(when, 600))
  }
}
