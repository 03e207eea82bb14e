import type { Types } from 'mongoose'
import { alertRule } from '@yike/shared/cases/alerts'
import { PARTY_RATINGS } from '@yike/shared/cases/occasions'
import { CASE_KINDS, caseKind, isOwnWork } from '@yike/shared/cases/kinds'
import { PAUSE_REASONS } from '@yike/shared/cases/pause-reasons'
import { pauseWorkdaysLeft } from '@yike/shared/cases/pauses'
import { answersInWords } from '@yike/shared/cases/questions'
import { ratingLabel } from '@yike/shared/cases/ratings'
import { isUnaccepted, LIMITS, limitsOf } from '@yike/shared/cases/limits'
import { shownNumber } from '@yike/shared/cases/number'
import { markOf, promiseInWords, transferTimeInWords, viewPromise } from '@yike/shared/cases/promises'
import type { CaseEvent } from '@yike/shared/cases/reduce'
import type * as s from '@yike/shared/cases/schemas'
import { CASE_STATES } from '@yike/shared/cases/states'
import { isTransferLate, type Transfer } from '@yike/shared/cases/transfers'
import { labelOfRole } from '@yike/shared/people/permissions'
import { toApiTime } from '@yike/shared/time/china'
import { presentPhoto } from '../files/store'
import type { Actor } from '../http/policy'
import { promiseOf } from './categories'
import { dangerOf } from './danger-leaves'
import type { KnownCategory } from './known-categories'
import type { DescribedCase, TalkedCase } from './describe'
import { BY_RESIDENT, WHAT, WORDS_FOR_STAFF } from './event-words'
import { hiddenIn } from './hidden-marks'
import { CHANNELS, type CaseRecord } from './model'
import { NOBODY } from './nobody'
import { presentMatter } from './matter-presenter'
import type { Parts, Related } from './related'
import { casePolicy, isSecret, residentCan, staffCan } from './policy'
import { presentWhistle } from './whistle-presenter'
import { phoneLast4 } from '../sealed-values'
import { answersOf, openedWords, placeOf, reportedHome } from './sealed-words'

type Reader = 'resident' | 'staff'
/** The events that each reader of a timeline sees. The members of a receiver never see a note of the office. */
const READS: Record<Reader | 'receiver', readonly CaseEvent<Types.ObjectId>['visibleTo'][]> = {
  resident: ['all'],
  receiver: ['all', 'staff'],
  staff: ['all', 'staff', 'office'],
}
const ERASED = '这段内容已删去。'

export const presentCategory = (kind: CaseRecord['kind'], category: KnownCategory): s.CaseCategory => ({
  id: category.id,
  parentId: category.parentId,
  name: category.name,
  icon: category.icon,
  keywords: category.keywords,
  promise: promiseInWords(promiseOf(kind, category)),
  danger: dangerOf(category._id),
  retired: !category.isOffered,
})

export function presentCard(
  { record, words, category, office }: DescribedCase,
  now: Date,
  reader: Reader = 'resident',
): s.CaseCard {
  const promise = viewPromise(record, now, office, reader)
  const state = CASE_STATES[record.state]
  return {
    id: String(record._id),
    number: shownNumber(record.number),
    kind: { code: record.kind, label: CASE_KINDS[record.kind].label },
    title: titleOf(record, words, category),
    category: category && { id: String(category._id), name: category.shown },
    address: words ? placeOf(words).address : null,
    state: { code: record.state, label: reader === 'resident' ? state.toResident : state.label },
    filedAt: toApiTime(record.filedAt),
    promise: { ...promise, dueAt: promise.dueAt && toApiTime(promise.dueAt) },
  }
}

/** The title; of a case about somebody's own life its kind and category: 「困难求助：看病就医」. */
const titleOf = ({ kind }: CaseRecord, words: DescribedCase['words'], category: KnownCategory | null) =>
  caseKind(kind).isOwnLife
    ? [CASE_KINDS[kind].label, category?.name].filter(Boolean).join('：')
    : (words?.title ?? category?.name ?? CASE_KINDS[kind].label)

/** Of a redacted photo the redacted one, whoever reads. */
const photosOf = ({ redactions }: TalkedCase, ids: readonly Types.ObjectId[], now: Date) =>
  ids.map((id) => presentPhoto(id, now, redactions.get(String(id))))

export function presentTimeline(
  c: TalkedCase,
  now: Date,
  reader: keyof typeof READS,
  reporterName: string,
): s.TimelineEntry[] {
  return c.record.events
    .filter(({ visibleTo }) => READS[reader].includes(visibleTo))
    .map((event) => {
      const said = event.reason ? c.said.get(String(event.reason)) : undefined
      return {
        seq: event.seq,
        at: toApiTime(event.at),
        kind: event.kind,
        what: whatHappened(c, event),
        who: whoDid(c, event, reporterName),
        ...(reader === 'resident' && WORDS_FOR_STAFF.has(event.kind)
          ? { why: null, photos: [] }
          : {
              why: event.reason && !said ? ERASED : said ? openedWords(said.text) || null : null,
              photos: photosOf(c, said?.photoIds ?? [], now),
            }),
      }
    })
}

function whatHappened(
  { people }: TalkedCase,
  { kind, actor, assignee, waitsFor, score, alert, arbiter, parts, mentions = [], accused }: CaseEvent<Types.ObjectId>,
) {
  if (assignee !== undefined && actor.equals(NOBODY.personId)) return `原来办的人休假，${WHAT[kind]}`
  if (mentions.length > 0)
    return `${WHAT[kind]}，提到${mentions.map((one) => people.get(String(one))?.name ?? '一位同事').join('、')}`
  if (accused) return `${WHAT[kind]}：${people.get(String(accused))?.name ?? '已离岗'}`
  if (waitsFor) return `请${PAUSE_REASONS[waitsFor].asks}`
  if (parts) return `分成 ${parts.length + 1} 件办`
  if (alert) return alertRule(alert).what
  if (arbiter !== undefined)
    return `${WHAT[kind]}，请${(arbiter && people.get(String(arbiter))?.name) ?? '管会商的同事'}会商`
  return score === undefined ? WHAT[kind] : `评价：${ratingLabel(score)}`
}

/** 「网格员 李国强」; the reporter under the name that the reader may know. */
function whoDid(c: TalkedCase, event: CaseEvent<Types.ObjectId>, reporterName: string) {
  const { kind, actor, assignee, receiver, writtenBy } = event
  if (writtenBy) return `${reporterName}（打电话说的，${nameOf(c, writtenBy)}记下）`
  if (BY_RESIDENT.has(kind)) return reporterName
  if (kind === 'still_broken') return '一位跟着看的邻居'
  if (kind === 'filed' && c.record.channel === 'app') return reporterName
  if (kind === 'alerted') {
    if (!receiver) return '自动报的'
    const silent = c.receivers.get(String(receiver))?.name ?? ''
    return event.alert && alertRule(event.alert).to !== 'members' ? `自动报的：${silent}没动静` : `自动提醒${silent}`
  }
  const name = nameOf(c, actor)
  if (event.community) {
    const community = c.communities.get(String(event.community)) ?? '已撤销的社区'
    return kind === 'transferred' || kind === 'transfer_ruled' ? `${name}转给${community}` : `${community} ${name}`
  }
  const organisation = (id: Types.ObjectId) => c.receivers.get(String(id))?.name ?? '一家单位'
  if (event.whistle) return `${name}请了${event.whistle.parties.map((one) => organisation(one.receiver)).join('、')}`
  if (event.partyScore !== undefined && receiver)
    return `${name}评${organisation(receiver)}：${PARTY_RATINGS[event.partyScore]}`
  if (kind === 'filed' && c.record.partner) return `${c.record.partner.name}转来`
  if (kind === 'filed' && isOwnWork(c.record.kind)) return `${name}派人去看`
  if (kind === 'filed') return c.record.channel === 'hotline' ? `上级派来，${name}导入` : `${name}代为登记`
  if (receiver && event.signDueAt) return `${name}派给${organisation(receiver)}`
  if (receiver) return `${organisation(receiver)} ${name}`
  return assignee && !assignee.equals(actor) ? `${name}派给${nameOf(c, assignee)}` : name
}

function nameOf({ people }: TalkedCase, id: Types.ObjectId) {
  const person = people.get(String(id))
  const role = person?.roles[0]
  return person ? [role && labelOfRole(role), person.name].filter(Boolean).join(' ') : '社区'
}

function commentOf({ said }: TalkedCase, reason: Types.ObjectId | null) {
  const comment = reason && said.get(String(reason))
  return comment ? openedWords(comment.text) : null
}

export function presentDetails(c: TalkedCase, now: Date) {
  const { record, words } = c
  const { rating } = record
  return {
    description: words ? openedWords(words.description) : ERASED,
    position: words ? placeOf(words).position : null,
    answers: words ? answersInWords(caseKind(record.kind).questions ?? [], answersOf(words)) : [],
    photos: photosOf(c, words?.photoIds ?? [], now),
    anonymous: record.anonymous,
    waitUntil: record.waitUntil ? toApiTime(record.waitUntil) : null,
    rating: rating && {
      score: rating.score,
      comment: commentOf(c, rating.reason),
      at: toApiTime(rating.at),
    },
    phone: c.phone,
  }
}

export function presentCase(c: TalkedCase & Parts & { ownWordsHidden: boolean }, now: Date): s.CaseView {
  const assignee = c.record.assigneeId && c.people.get(String(c.record.assigneeId))
  const role = assignee?.roles[0]
  return {
    ...presentCard(c, now),
    ...presentDetails(c, now),
    assignee: assignee ? { name: assignee.name, role: role ? labelOfRole(role) : '' } : null,
    timeline: presentTimeline(c, now, 'resident', '您'),
    matter: presentMatter(c, now, { reader: 'resident', seesPhotos: true }),
    parts: c.parts.map((part) => presentRelated(part, 'resident')),
    partOf: c.partOf && presentRelated(c.partOf, 'resident'),
    wordsHidden: c.ownWordsHidden,
    can: residentCan(c.record, now),
  }
}

export function presentStaffCard(
  c: DescribedCase,
  people: ReadonlyMap<string, { name: string }>,
  now: Date,
): s.StaffCaseCard {
  const { record } = c
  return {
    ...presentCard(c, now, 'staff'),
    assignee: namedIn(people, record.assigneeId),
    mark: markOf(record, now, c.office),
    unaccepted: isUnaccepted(record, now),
    supervised: Boolean(record.supervisedAt),
    reopened: record.reopened,
    seq: record.seq,
    secret: isSecret(record),
    transfer: record.transfer ? { late: isTransferLate(record.transfer, now) } : null,
    receiver: record.receiver && {
      id: String(record.receiver.id),
      name: c.receiver?.name ?? '已撤销的单位',
      unsigned: isUnsigned(record, now),
    },
  }
}

export const presentTransferTime = (transfer: Transfer<Types.ObjectId>, now: Date) => ({
  late: isTransferLate(transfer, now),
  words: transfer.dueAt ? transferTimeInWords(transfer.dueAt, now) : null,
})

/** Whether its receiver should have signed by now. */
const isUnsigned = ({ receiver, answeredAt, merged }: CaseRecord, now: Date) =>
  merged === null && receiver !== null && receiver.signedAt === null && answeredAt === null && receiver.signDueAt < now

const namedIn = (people: ReadonlyMap<string, { name: string }>, id: Types.ObjectId | null) =>
  id && { personId: String(id), name: people.get(String(id))?.name ?? '已离岗' }

const presentRelated = ({ record, words }: DescribedCase, reader: Reader): s.RelatedCase => ({
  id: String(record._id),
  number: shownNumber(record.number),
  title: words?.title ?? CASE_KINDS[record.kind].label,
  state: {
    code: record.state,
    label: reader === 'resident' ? CASE_STATES[record.state].toResident : CASE_STATES[record.state].label,
  },
  seq: record.seq,
})

/** 「12345 热线」, 「城管热线转来，对方编号 CG-2026-118」. */
const channelLabel = ({ channel, partner }: CaseRecord) =>
  partner
    ? [`${partner.name}转来`, partner.reference && `对方编号 ${partner.reference}`].filter(Boolean).join('，')
    : CHANNELS[channel]

export function presentStaffCase(c: TalkedCase & { related: Related }, actor: Actor, now: Date): s.StaffCase {
  const { record, reporter } = c
  const mayKnow = casePolicy.seeReporter(actor, record)
  const called = mayKnow ? (reporter?.name ?? '居民') : '居民（没留名）'
  return {
    ...presentStaffCard(c, c.people, now),
    ...presentDetails(c, now),
    matter: presentMatter(c, now, { reader: 'staff', seesPhotos: casePolicy.handlesMatters(actor, record) }),
    owner: namedIn(c.people, record.ownerId),
    receiver: record.receiver && {
      id: String(record.receiver.id),
      name: c.receiver?.name ?? '已撤销的单位',
      unsigned: isUnsigned(record, now),
      since: toApiTime(record.receiver.since),
      signDueAt: toApiTime(record.receiver.signDueAt),
      signedAt: record.receiver.signedAt && toApiTime(record.receiver.signedAt),
      reportedAt: record.receiver.reportedAt && toApiTime(record.receiver.reportedAt),
      bound: record.receiver.bound,
      released: record.receiver.released,
    },
    order: record.order
      ? {
          ...{ number: record.order.number, upperNumber: record.order.upperNumber, secret: record.order.secret },
          ...{
            mayReturn: record.order.mayReturn,
            returnUntil: record.returnUntil ? toApiTime(record.returnUntil) : null,
          },
        }
      : null,
    handBacks: record.handBacks,
    handedUp: record.handedUp?.open ? { at: toApiTime(record.handedUp.at), by: nameOf(c, record.handedUp.by) } : null,
    limits: limitsOf(record, now).map(({ code, dueAt, metAt, state }) => ({
      ...{ code, label: LIMITS[code].label, state },
      ...{ dueAt: toApiTime(dueAt), metAt: metAt && toApiTime(metAt) },
    })),
    pauseLeft: record.fromAbove ? 0 : pauseWorkdaysLeft(record.events, c.office),
    extension: record.extension && {
      workdays: record.extension.workdays,
      askedBy: c.people.get(String(record.extension.askedBy))?.name ?? '已离岗',
      granted: record.extension.granted,
    },
    transfer: record.transfer
      ? {
          to: { id: String(record.transfer.to), name: c.communities.get(String(record.transfer.to)) ?? '已撤销的社区' },
          since: toApiTime(record.transfer.since),
          by: nameOf(c, record.transfer.by),
          bound: record.transfer.bound,
          ...presentTransferTime(record.transfer, now),
        }
      : null,
    whistle: presentWhistle(c, now, 'office'),
    listeners: c.related.listeners,
    mergedInto: c.related.mergedInto && presentRelated(c.related.mergedInto, 'staff'),
    absorbed: c.related.absorbed.map((one) => presentRelated(one, 'staff')),
    links: c.related.links.map((one) => presentRelated(one, 'staff')),
    parts: c.related.parts.map((one) => presentRelated(one, 'staff')),
    partOf: c.related.partOf && presentRelated(c.related.partOf, 'staff'),
    reporter:
      mayKnow && reporter && record.reporterId
        ? {
            personId: String(record.reporterId),
            name: reporter.name,
            phoneLast4: phoneLast4(reporter.phone),
            home: reportedHome(reporter.home),
          }
        : null,
    channel: { code: record.channel, label: channelLabel(record) },
    timeline: presentTimeline(c, now, 'staff', called),
    can: staffCan(actor, record),
    mayNameAccused: casePolicy.nameAccused(actor, record),
    mayNote: casePolicy.note(record),
    isOwnWork: isOwnWork(record.kind),
    hidden: hiddenIn(c),
    offPublic: record.offPublic === true,
    mayModerate: casePolicy.moderates(actor, record) && CASE_KINDS[record.kind].isShared,
    photoCan: { redact: casePolicy.redact(actor, record), seeOriginal: casePolicy.seeOriginal(actor, record) },
    caller: casePolicy.writeForCaller(actor, record) ? residentCan(record, now) : null,
  }
}
