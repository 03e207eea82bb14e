import type { StaffCaseCard } from '@yike/shared/cases/schemas'
import type { HomeView, TodayView } from '@yike/shared/insight/schemas'
import { HOME_KINDS, kindsWithout, SERVICE_KINDS, type HomeKind } from '@yike/shared/directory/categories'
import { minuteOf, toApiTime } from '@yike/shared/time/china'
import { presentBooking } from '../booking/presenter'
import { presentNoticeCard } from '../notices/presenter'
import type { gatherHome, gatherToday } from './home'

const greetingAt = (minute: number) =>
  minute < 300 ? '夜深了' : minute < 660 ? '早上好' : minute < 780 ? '中午好' : minute < 1080 ? '下午好' : '晚上好'

/** The words of an entrance when nothing can be booked soon. */
const NOTHING: Record<HomeKind, string> = {
  meal: '这几天没有排餐',
  care: '打电话约',
  course: '最近没有课',
  health: '最近没有排',
  loan: '轮椅、拐杖',
}

export function presentHome(home: Awaited<ReturnType<typeof gatherHome>>, now: Date): HomeView {
  const { person, community, circle, notice, read, nextBooking, next, openCases } = home
  const family = person?.family.length ?? 0
  const used = kindsWithout(home.featuresOff)
  return {
    community: {
      id: String(community._id),
      name: community.name,
      phone: community.phone,
      position: community.position,
      featuresOff: home.featuresOff,
    },
    greeting: `${greetingAt(minuteOf(now))}${person ? `，${person.name}` : ''}`,
    signedIn: person !== null,
    isStaff: (person?.roles.length ?? 0) > 0,
    elderView: person?.settings.elderView ?? null,
    fromWords: home.fromWords,
    from: { lng: home.from.lng, lat: home.from.lat },
    reaches: circle.reaches.map(({ minutes, open, words }) => ({ minutes, open, words })),
    notice: notice && presentNoticeCard(notice, read),
    nextBooking: nextBooking && presentBooking(nextBooking, { position: home.from, pace: home.pace }, new Map(), now),
    openCases,
    unreadMessages: home.unreadMessages,
    unreadNotices: home.unread,
    doors: [
      ...HOME_KINDS.filter((kind) => used.includes(kind)).map((kind) => ({
        code: kind,
        title: SERVICE_KINDS[kind].door,
        hint: next.get(kind) ?? NOTHING[kind],
        icon: SERVICE_KINDS[kind].icon,
      })),
      {
        code: 'case' as const,
        title: '反映问题',
        hint: openCases > 0 ? `${openCases} 件在办` : '拍张照就能说',
        icon: 'speak',
      },
      {
        code: 'family' as const,
        title: '替家人约',
        hint: family > 0 ? `${family} 位，常用的一点就约` : '先添上家人',
        icon: 'family',
      },
    ],
  }
}

/** A case that waits for another community to take it on is only looked at. */
function verbOf({ state, transfer }: Pick<StaffCaseCard, 'state' | 'transfer'>) {
  if (transfer) return '看看'
  return state.code === 'submitted' ? '去受理' : state.code === 'accepted' ? '去派单' : '去办'
}

export function presentToday({
  cases,
  due,
  rates,
  week,
  bookings,
  sittings,
}: Awaited<ReturnType<typeof gatherToday>>): TodayView {
  const tones = { late: 'late', soon: 'soon' } as const
  return {
    first: due.map((card) => ({
      type: 'case' as const,
      id: card.id,
      title: card.title,
      detail: [card.number, card.address].filter(Boolean).join('，'),
      words: card.promise.words,
      dueAt: card.promise.dueAt,
      tone: card.promise.state in tones ? tones[card.promise.state as keyof typeof tones] : 'plain',
      verb: verbOf(card),
    })),
    cases,
    bookings,
    sittings: sittings.map(({ sitting, checkedIn }) => ({
      id: String(sitting._id),
      serviceId: String(sitting.offer.serviceId),
      title: sitting.title,
      serviceName: sitting.offer.serviceName,
      kind: { code: sitting.offer.kind, label: SERVICE_KINDS[sitting.offer.kind].label },
      startsAt: toApiTime(sitting.startsAt),
      capacity: sitting.capacity,
      taken: sitting.taken,
      checkedIn,
    })),
    week,
    rates,
  }
}
