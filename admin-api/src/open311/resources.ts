import { Types } from 'mongoose'
import { MOST_ROWS, UPDATE_DAYS } from '@yike/shared/open311/geo-report'
import * as g from '@yike/shared/open311/geo-report-schemas'
import { AppError } from '@yike/shared/errors'
import { publishedSince } from '../cases/published'
import { updateByPartner } from '../cases/resident-steps'
import { parseInput } from '../http/errors'
import type { GeoReportCall, GeoReportResource } from '../http/geo-report'
import { partnerOf, recordDeed, requirePartner } from './partners'
import { presentUpdate, updateIdOf } from './presenter'
import { listRequests, oneRequest, postRequest, readerIn, spanIn } from './requests'
import { describeGeoReportService, listGeoReportServices } from './services'

const SPECIFICATION = 'http://wiki.open311.org/GeoReport_v2'
/** The day on which these resources changed last. */
const CHANGED = '2026-11-30T00:00:00+08:00'

/** Cases that one answer of updates reads. */
const MOST_CASES = 3000

type Arguments = { jurisdiction_id?: string | undefined; api_key?: string | undefined }
const readerOf = async ({ api_key, jurisdiction_id }: Arguments, call: GeoReportCall) =>
  readerIn(jurisdiction_id, (await partnerOf(api_key, call))?._id ?? null)

const discovery = ({ origin }: GeoReportCall) => ({
  root: 'discovery',
  value: {
    changeset: CHANGED,
    contact: '请打社区的电话，要一个 api_key',
    key_service: null,
    endpoints: [
      {
        ...{ specification: SPECIFICATION, url: origin, changeset: CHANGED, type: 'production' },
        formats: ['text/xml', 'application/json'],
      },
    ],
  },
})

/** Steps of published cases in a span, in the order in which they happened. */
async function updates(call: GeoReportCall) {
  const input = parseInput(g.UpdateQuery, call.input)
  const span = spanIn(input, call.now, UPDATE_DAYS)
  const cases = await publishedSince(await readerOf(input, call), span, MOST_CASES)
  if (!cases)
    throw new AppError('INVALID_INPUT', undefined, { fields: { start_date: ['这段时间的太多了，把时间改短一些'] } })
  const within = cases
    .flatMap((one) => one.steps.map((step) => ({ one, step })))
    .filter(({ step: { at } }) => at >= span.from && at < span.before)
  const inOrder = within.sort(
    (a, b) =>
      a.step.at.getTime() - b.step.at.getTime() ||
      (String(a.one.id) < String(b.one.id) ? -1 : String(a.one.id) > String(b.one.id) ? 1 : a.step.seq - b.step.seq),
  )
  return inOrder.slice(0, MOST_ROWS).map(({ one, step }) => presentUpdate(one, step))
}

async function postUpdate(call: GeoReportCall) {
  const partner = await requirePartner(call.input.api_key, call)
  const input = parseInput(g.NewUpdate, call.input)
  const { record, seq } = await updateByPartner(
    partner._id,
    {
      caseId: new Types.ObjectId(input.service_request_id),
      updateId: input.update_id,
      saidAt: new Date(input.updated_datetime),
      text: input.description,
      isOpen: input.status === 'open',
    },
    call.now,
  )
  await recordDeed(partner, 'POST /open311/servicerequestupdates', record._id, call)
  return [{ update_id: updateIdOf(record._id, seq), service_request_id: String(record._id) }]
}

async function file(call: GeoReportCall) {
  const partner = await requirePartner(call.input.api_key, call)
  const { _id } = await postRequest(partner, parseInput(g.NewRequest, call.input), call.key, call.now)
  await recordDeed(partner, 'POST /open311/requests', _id, call)
  return [{ service_request_id: String(_id), service_notice: null, account_id: null }]
}

/** Where a jurisdiction is named it has to be here, also for what is the same everywhere. */
const checked = async (call: GeoReportCall) => readerIn(parseInput(g.Jurisdiction, call.input).jurisdiction_id, null)
const requests = async (value: Promise<unknown>) => ({ root: 'service_requests', value: await value })
const requestUpdates = async (value: Promise<unknown>) => ({ root: 'service_request_updates', value: await value })

/** Open311 GeoReport v2 with mySociety's updates. Every request has its id at once, so a token is that id. */
export const geoReportResources: readonly GeoReportResource[] = [
  { method: 'GET', path: '/discovery', run: async (call) => discovery(call) },
  {
    ...{ method: 'GET', path: '/services' },
    run: async (call) => {
      await checked(call)
      return { root: 'services', value: await listGeoReportServices() }
    },
  },
  {
    ...{ method: 'GET', path: '/services/:service_code' },
    run: async (call) => {
      await checked(call)
      return { root: 'service_definition', value: await describeGeoReportService(call.input.service_code!) }
    },
  },
  { method: 'POST', path: '/requests', run: (call) => requests(file(call)) },
  {
    ...{ method: 'GET', path: '/requests' },
    run: async (call) => {
      const input = parseInput(g.RequestQuery, call.input)
      return requests(listRequests(input, await readerOf(input, call), call.now))
    },
  },
  {
    ...{ method: 'GET', path: '/requests/:service_request_id' },
    run: async (call) => {
      const reader = await readerOf(parseInput(g.Jurisdiction, call.input), call)
      return requests(oneRequest(call.input.service_request_id!, reader))
    },
  },
  {
    ...{ method: 'GET', path: '/tokens/:token' },
    run: async (call) => {
      const { token } = call.input
      const [found] = await oneRequest(token!, await readerOf(parseInput(g.Jurisdiction, call.input), call))
      return { root: 'service_requests', value: [{ service_request_id: found!.service_request_id, token }] }
    },
  },
  { method: 'GET', path: '/servicerequestupdates', run: (call) => requestUpdates(updates(call)) },
  { method: 'POST', path: '/servicerequestupdates', run: (call) => requestUpdates(postUpdate(call)) },
]
