import type { Types } from 'mongoose'
import { CASE_KINDS } from '@yike/shared/cases/kinds'
import { CASE_STATE_CODES } from '@yike/shared/cases/states'
import { AppError } from '@yike/shared/errors'
import { toGcj02 } from '@yike/shared/geo/systems'
import { MOST_ROWS, readServiceCode, spanOf, statusOf } from '@yike/shared/open311/geo-report'
import type * as g from '@yike/shared/open311/geo-report-schemas'
import { PersonName, Position, type z } from '@yike/shared/zod'
import { fileForPartner } from '../cases/partner-cases'
import { listPublished, type PublicReader, type PublishedCase } from '../cases/published'
import { parseInput } from '../http/errors'
import { areaNamed, areasByIds, topAreas } from '../territory/areas'
import type { PartnerRecord } from './model'
import { presentRequest } from './presenter'
import { serviceNamed } from './services'

const wrong = (field: string, sentence: string) =>
  new AppError('INVALID_INPUT', undefined, { fields: { [field]: [sentence] } })

/** The area that a jurisdiction names, or all of the installation. NOT_FOUND for one that is not here. */
export async function readerIn(
  jurisdiction: string | undefined,
  partnerId: Types.ObjectId | null,
): Promise<PublicReader> {
  if (!jurisdiction) return { areaIds: (await topAreas()).map(({ _id }) => _id), partnerId }
  const area = await areaNamed(jurisdiction)
  if (!area) throw new AppError('NOT_FOUND', `没有这个 jurisdiction_id：${jurisdiction}。`)
  return { areaIds: [area._id], partnerId }
}

/** The communities of these cases, by id. */
async function communitiesOf(cases: readonly PublishedCase[]) {
  const areas = await areasByIds(cases.map(({ communityId }) => communityId))
  return new Map(areas.map(({ _id, name }) => [String(_id), name]))
}

const present = async (cases: readonly PublishedCase[]) => {
  const names = await communitiesOf(cases)
  return cases.map((one) => presentRequest(one, names))
}

/** The span of two arguments, or INVALID_INPUT where it is longer than 90 days. */
export function spanIn(
  { start_date, end_date }: { start_date?: string | undefined; end_date?: string | undefined },
  now: Date,
  days?: number,
) {
  const at = (text: string | undefined) => (text === undefined ? undefined : new Date(text))
  const span = spanOf({ start: at(start_date), end: at(end_date) }, now, days)
  if (!span) throw wrong('start_date', '和 end_date 之间最多 90 天')
  return span
}

/** Published requests. A list of ids overrides all other arguments, as the specification says. */
export async function listRequests(input: z.output<typeof g.RequestQuery>, reader: PublicReader, now: Date) {
  const { service_request_id: ids, service_code, status, page = 1, page_size: limit = MOST_ROWS } = input
  if (ids) return present(await listPublished(reader, { ids }, { skip: 0, limit: MOST_ROWS }))
  const services = service_code?.flatMap((code) => readServiceCode(code) ?? [])
  const states = status && CASE_STATE_CODES.filter((state) => status.includes(statusOf(state)))
  const choice = { span: spanIn(input, now), services, states }
  return present(await listPublished(reader, choice, { skip: (page - 1) * limit, limit }))
}

/** One request in a list, or NOT_FOUND: also where it is not published. */
export async function oneRequest(id: string, reader: PublicReader) {
  const isId = /^[0-9a-f]{24}$/.test(id)
  const found = isId ? await listPublished(reader, { ids: [id] }, { skip: 0, limit: 1 }) : []
  if (found.length === 0) throw new AppError('NOT_FOUND', '没有这个 service_request_id，或者它不公开。')
  return present(found)
}

/** The key of a partner is for its community alone. */
async function checkJurisdiction(partner: PartnerRecord, jurisdiction: string | undefined) {
  if (!jurisdiction) return
  const { areaIds } = await readerIn(jurisdiction, null)
  if (!partner.areas.some((area) => area.equals(areaIds[0])))
    throw new AppError('FORBIDDEN', '这个 api_key 不是这个 jurisdiction_id 的。')
}

/** WGS-84 as other systems send it, in ours. */
function positionOf({ lat, long }: g.NewRequest) {
  if (lat === undefined && long === undefined) return undefined
  if (lat === undefined || long === undefined) throw wrong(lat === undefined ? 'lat' : 'long', 'lat 和 long 要一起写')
  return parseInput(Position, toGcj02({ lat, lng: long }, 'wgs84'))
}

/** 「王秀英」: Chinese names begin with the family's. */
function nameOf({ last_name: last = '', first_name: first = '' }: g.NewRequest) {
  const isChinese = /^[\u3400-\u9fff·]*$/.test(last + first)
  const name = isChinese ? last + first : [first, last].filter(Boolean).join(' ')
  return name ? parseInput(PersonName, name) : null
}

/** Files a request as a case from the partner. The same number of theirs, or the same key, is the same case. */
export async function postRequest(partner: PartnerRecord, input: g.NewRequest, key: string, now: Date) {
  await checkJurisdiction(partner, input.jurisdiction_id)
  const { kind, categoryId } = await serviceNamed(input.service_code)
  const form: readonly string[] = CASE_KINDS[kind].form
  const anonymous = input['attribute[anonymous]'] === 'true'
  if (anonymous && !form.includes('anonymous')) throw wrong('attribute[anonymous]', '这一类要留名字')
  const position = positionOf(input)
  const address = input.address_string ?? input.address_id
  if (!position && !address) throw wrong('lat', '要写地点：lat 和 long，或者 address_string')
  const { description, media_url: photo } = input
  if (!description && !photo) throw wrong('description', '写上是什么事')
  return fileForPartner(
    partner,
    key,
    {
      ...{ kind, categoryId, address, position, anonymous },
      description: [description, photo && `对方的照片：${photo}`].filter(Boolean).join('\n'),
      reporter: { name: nameOf(input), phone: input.phone ?? null },
      reference: input['attribute[external_id]'] ?? null,
    },
    now,
  )
}
