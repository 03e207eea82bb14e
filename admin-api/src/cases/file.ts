import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { CASE_KINDS, isTitledByKind, type CaseKindCode } from '@yike/shared/cases/kinds'
import { makeCaseNumber } from '@yike/shared/cases/number'
import { peopleInNeed, type Answer } from '@yike/shared/cases/questions'
import { nextAlertAt, withLimitAlerts } from '@yike/shared/cases/alerts'
import { acceptDueAt, promisesFrom, promisesOfMatter } from '@yike/shared/cases/promises'
import { limitsFromAbove } from '@yike/shared/cases/order-limits'
import { flowOf, reduceCase, type CaseEvent } from '@yike/shared/cases/reduce'
import type { FiledMatter } from '@yike/shared/cases/matter-schemas'
import type { FileCase, FileCaseForSomebody, NamedParty } from '@yike/shared/cases/schemas'
import type { OrderLimits } from '@yike/shared/cases/work-orders'
import { dayOf } from '@yike/shared/time/china'
import type { WorkCalendar } from '@yike/shared/time/work-calendar'
import type { z } from '@yike/shared/zod'
import { claimPhotos, releasePhotos } from '../files/store'
import { orNotFound, type Actor, type CallContext } from '../http/policy'
import { idemOf, stableId, isDuplicate, replayed, isSameInput } from '../idempotency'
import { checkWords } from '../moderation/content-check'
import { registerPerson } from '../people/counter'
import { personById, type Person } from '../people/me'
import { personNamedWithPhone } from '../people/named-with-phone'
import { communityById, locate } from '../territory/areas'
import { officeHours } from '../territory/office-hours'
import { countUp } from '../count-up'
import { checkAnswers } from './answers'
import { claimOf, dueOrderOf } from './append'
import { categoryOfReport, promiseOf } from './categories'
import type { KnownCategory } from './known-categories'
import {
  CaseCounterModel,
  CaseModel,
  CaseReporterModel,
  CaseWordsModel,
  type CaseRecord,
  type CaseWords,
  type Channel,
  type OrderTie,
  type PartnerTie,
} from './model'
import { claimOfPapers } from './paper-model'
import { keepPapers, matterToFile, papersAsFiled } from './papers'
import { casePolicy } from './policy'
import { homeOf } from '../people/sealed-facts'
import { sealValue } from '../sealing'
import { buildingIndex, cellIndex, sealWords } from './sealed-words'
import { untallied } from './tally-mark'
import { sealAddress } from '../addresses'

export interface Filing {
  kind: CaseKindCode
  matter?: z.output<typeof FiledMatter> | undefined
  categoryId?: string | undefined
  title?: string | undefined
  description: string
  position?: { lng: number; lat: number } | undefined
  address?: string | undefined
  photoIds: string[]
  parties?: NamedParty[] | undefined
  answers?: Answer[] | undefined
}

export interface Origin {
  reporter: Pick<Person, '_id' | 'name' | 'phone' | 'home'> | null
  communityId: Types.ObjectId
  areas: Types.ObjectId[]
  channel: Channel
  anonymous: boolean
  /** Of a work order: the id that follows from its number, so that it is one case however often it comes. */
  id?: Types.ObjectId
  order?: OrderTie
  partner?: PartnerTie
  /** The limits that the order brings, instead of ours. */
  limits?: OrderLimits
}

const TITLE_LENGTH = 20
/** The title of a photo without words, until the office writes one. */
const PHOTO_TITLE = '拍来的照片'

/** The first sentence of the description; a long one ends at its last comma, else between whole characters. */
const titleFrom = (description: string) => {
  const sentence = description.split(/[。！？!?\n]/)[0]!.trim() || description
  const characters = [...sentence]
  if (characters.length <= TITLE_LENGTH) return sentence
  const start = characters.slice(0, TITLE_LENGTH).join('')
  const comma = Math.max(...['，', '、', '；', ','].map((sign) => start.lastIndexOf(sign)))
  return comma >= TITLE_LENGTH / 3 ? start.slice(0, comma) : `${characters.slice(0, TITLE_LENGTH - 1).join('')}…`
}

/**
 * A resident's own report. It belongs to the community and the grid around the place it names, else to where they live.
 */
export async function fileCase(actor: Actor, key: string, input: z.output<typeof FileCase>, now: Date) {
  const form: readonly string[] = CASE_KINDS[input.kind].form
  if (input.anonymous && !form.includes('anonymous'))
    throw new AppError('INVALID_INPUT', undefined, { fields: { anonymous: ['这一类要留名字，好马上联系您'] } })
  const me = await personById(actor.personId)
  const lives = { communityId: me.communityId, areas: me.areas }
  const ground = input.position ? await locate(input.position, me.communityId) : lives
  const origin = { ...ground, channel: 'app' as const, anonymous: input.anonymous }
  return writeCase({ actor, key, now }, input, { ...origin, reporter: me })
}

/** Files for somebody who called, came, or was met at the door. */
export async function fileCaseForSomebody(
  actor: Actor,
  key: string,
  input: z.output<typeof FileCaseForSomebody>,
  now: Date,
) {
  const community = await communityById(input.communityId)
  orNotFound(casePolicy.fileIn(actor, community) || null)
  const origin = { ...(await locate(input.position, community._id)), channel: input.channel, anonymous: false }
  return writeCase({ actor, key, now }, input, { ...origin, reporter: await reporterOf(actor, key, input, now) })
}

async function reporterOf(actor: Actor, key: string, input: z.output<typeof FileCaseForSomebody>, now: Date) {
  if (input.reporterId) {
    const person = await personById(input.reporterId)
    return orNotFound(casePolicy.fileIn(actor, person) ? person : null)
  }
  return input.reporter ? registerPerson(actor, key, input.reporter, now) : null
}

/**
 * Writes words, then photos, then the reporter, then the case, all under an id that follows from actor and key: a try
 * after a crash finds the writes of the first one and resumes. Until the case exists nobody sees any of it.
 */
export async function writeCase(
  { actor, key, now }: Pick<CallContext, 'key' | 'now'> & { actor: Pick<Actor, 'personId'> },
  filing: Filing,
  origin: Origin,
) {
  const idem = idemOf(actor.personId, key, filing)
  const before = await replayed<CaseRecord>(CaseModel, idem)
  if (before) return before
  if (filing.parties?.length && !(CASE_KINDS[filing.kind].form as readonly string[]).includes('parties'))
    throw new AppError('INVALID_INPUT', undefined, { fields: { parties: ['这一类不用写对方是谁'] } })
  checkAnswers(filing)
  const category = await categoryOfReport(filing.kind, filing.categoryId)
  const matter = await matterToFile(filing, origin.areas)
  const _id = origin.id ?? stableId('case', actor.personId, key)
  const titled = matter ? { ...filing, title: matter.name } : filing
  await keepWords({ _id, areas: origin.areas, digest: idem.digest, at: now }, titled)
  try {
    await claimPhotos(actor, filing.photoIds, claimOf(_id))
    if (matter && filing.matter) await keepPapers({ actor, areas: origin.areas }, _id, matter, filing.matter)
  } catch (cause) {
    // Not filed: the other photos are free for the next try, and so is the key.
    await releasePhotos(claimOf(_id))
    await releasePhotos(claimOfPapers(_id))
    await CaseWordsModel.deleteOne({ _id })
    throw cause
  }
  const reporter = reporterRecord(origin)
  if (reporter) await CaseReporterModel.updateOne({ _id }, { $setOnInsert: reporter }, { upsert: true })
  const office = (await officeHours()).calendarIn(origin.areas)
  const barredIds = await knownAmong(filing.parties ?? [])
  const wordsWait = await mustWait(actor, origin.channel, filing, now)
  const number = await nextNumber(origin.communityId, now)
  const beginning = newCase({ actorId: actor.personId, now, filing, origin, category, matter, office })
  try {
    const made = await CaseModel.create({
      ...{ ...beginning, _id, number, idem },
      ...(wordsWait ? { wordsWait } : {}),
      ...(barredIds.length > 0 ? { barredIds } : {}),
    })
    return made.toObject<CaseRecord>()
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    return orNotFound(await replayed<CaseRecord>(CaseModel, idem))
  }
}

interface Beginning {
  actorId: Types.ObjectId
  now: Date
  filing: Filing
  origin: Origin
  category: Pick<KnownCategory, '_id' | 'promise'> | null
  matter: Awaited<ReturnType<typeof matterToFile>>
  office: WorkCalendar
}

/** A case as it begins, by its first event; without its id, its number and its key. */
export function newCase({ actorId, now, filing, origin, category, matter, office }: Beginning) {
  const { reporter, areas, anonymous, channel, communityId } = origin
  const own = matter && promisesOfMatter(matter.workdays)
  const promise = own?.answer ?? promiseOf(filing.kind, category)
  const given = promisesFrom(now, promise, office, own?.solve)
  const ours = { acceptDueAt: acceptDueAt(now, promise, office), ...given }
  const report: CaseEvent<Types.ObjectId> = {
    seq: 1,
    at: now,
    actor: actorId,
    kind: 'filed',
    reason: null,
    visibleTo: 'all',
    category: category?._id ?? null,
    ...(matter && filing.matter ? { papers: papersAsFiled(matter, filing.matter) } : {}),
    ...(origin.limits ? limitsFromAbove(origin.limits, ours, now, office) : ours),
  }
  const filed = withLimitAlerts(report, now, office)
  const standing = reduceCase([filed], flowOf(filing.kind))
  const people = peopleInNeed(filing.answers)
  return {
    ...{ kind: filing.kind, channel, communityId, numberedBy: communityId, areas, anonymous },
    reporterId: reporter?._id ?? null,
    hasPhotos: filing.photoIds.length > 0,
    ...(matter ? { matterId: matter._id, papersHeld: true } : {}),
    ...(people ? { peopleInNeed: people } : {}),
    order: origin.order ?? null,
    ...(origin.partner ? { partner: origin.partner } : {}),
    filedAt: now,
    seq: 1,
    follows: 0,
    events: [filed],
    ...standing,
    dueOrder: dueOrderOf(standing),
    ...untallied(),
    alertAt: nextAlertAt(standing.alerts),
  }
}

/** The reporter as the case keeps them; null where nobody was named. */
export const reporterRecord = ({ reporter, areas, anonymous }: Origin) =>
  reporter && { areas, anonymous, name: reporter.name, phone: reporter.phone, home: sealReporterHome(reporter) }

/**
 * Whether the words that neighbours would read wait for staff. A report is never refused for its words: who is angry about
 * rubbish has a right to be heard.
 */
async function mustWait(
  { personId }: Pick<Actor, 'personId'>,
  channel: Channel,
  filing: Filing,
  now: Date,
): Promise<boolean> {
  if (!CASE_KINDS[filing.kind].isShared) return false
  // Nobody here has read what another system sends, and the check knows no author of ours.
  if (channel === 'partner') return true
  if (channel !== 'app') return false
  const verdict = await checkWords(personId, [titleOf(filing), filing.address].filter(Boolean).join('\n'), now)
  return verdict === 'risky' || verdict === 'unsure'
}

/** The residents among the people on the other side. */
const knownAmong = async (parties: readonly NamedParty[]) =>
  (await Promise.all(parties.map(({ name, phone }) => personNamedWithPhone(name, phone)))).flatMap((id) => id ?? [])

/** As it is on the day of the report: the words alone. */
function sealReporterHome(reporter: Pick<Person, 'home'>) {
  const home = homeOf(reporter)
  return home && sealValue('home-text', home.text)
}

/** Titles are kept as they are, so that they can be searched: that of a case about somebody's own life says nothing. */
const titleOf = ({ kind, title, description }: Pick<Filing, 'kind' | 'title' | 'description'>) =>
  isTitledByKind(kind) ? CASE_KINDS[kind].label : title || titleFrom(description) || PHOTO_TITLE

/** The words of a report as they are kept, sealed. */
export const newWords = (filing: Filing) => ({
  title: titleOf(filing),
  description: sealWords(filing.description),
  address: filing.address ? sealAddress(filing.address) : null,
  building: filing.address ? buildingIndex(filing.address) : null,
  position: filing.position ? sealValue('position', filing.position) : null,
  cell: filing.position ? cellIndex(filing.position) : null,
  photoIds: filing.photoIds,
  parties: filing.parties?.length ? sealValue('parties', filing.parties) : null,
  answers: filing.answers?.length ? sealValue('answers', filing.answers) : null,
  pending: true,
})

export async function keepWords({ _id, ...marks }: Pick<CaseWords, '_id' | 'areas' | 'digest' | 'at'>, filing: Filing) {
  await CaseWordsModel.updateOne({ _id }, { $setOnInsert: { ...marks, ...newWords(filing) } }, { upsert: true })
  const kept = await CaseWordsModel.findById(_id).lean()
  if (!kept || !isSameInput(kept.digest, marks.digest)) throw new AppError('KEY_REUSED')
}

/** The next number of the community's day. A crash after it leaves a gap, never the same number twice. */
export const nextNumber = async (communityId: Types.ObjectId, now: Date) => (await nextNumbers(communityId, now, 1))[0]!

/** The next few numbers of the community's day, in their order. */
export async function nextNumbers(communityId: Types.ObjectId, now: Date, wanted: number): Promise<string[]> {
  const day = dayOf(now)
  const before = (await countUp(CaseCounterModel, { _id: `${String(communityId)}:${day}` }, wanted)) - wanted
  return Array.from({ length: wanted }, (_, at) => makeCaseNumber(day, before + at + 1))
}
