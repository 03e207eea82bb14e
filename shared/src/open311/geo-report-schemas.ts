import { Id, InstantInput, Phone, QueryInt, z } from '../zod'
import { GEO_REPORT_STATUSES, MOST_ROWS } from './geo-report'

/** An empty argument is one that was not sent: so says the specification. */
const given = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value), schema)
const optional = <Schema extends z.ZodType>(schema: Schema) => given(schema.optional())

const words = (max: number) => z.string().trim().max(max, `最多 ${max} 个字`)
const listOf = <Item extends z.ZodType<unknown, string>>(item: Item) =>
  z
    .string()
    .transform((text) => text.split(',').map((one) => one.trim()))
    .pipe(z.array(item).max(MOST_ROWS, `最多 ${MOST_ROWS} 个`))
const degrees = (most: number) => z.coerce.number('要填数字').min(-most, '超出范围').max(most, '超出范围')

/** Arguments that the specification lets every call have. Further ones are left alone: they may be another's extension. */
const Everywhere = { jurisdiction_id: optional(words(60)), api_key: optional(z.string().max(200)) }

export const Jurisdiction = z.object(Everywhere)

export const RequestQuery = z.object({
  ...Everywhere,
  service_request_id: optional(listOf(Id)),
  service_code: optional(listOf(z.string().max(60))),
  start_date: optional(InstantInput),
  end_date: optional(InstantInput),
  status: optional(listOf(z.enum(GEO_REPORT_STATUSES))),
  page: optional(QueryInt(1, 1000)),
  page_size: optional(QueryInt(1, MOST_ROWS)),
})

export const UpdateQuery = z.object({
  ...Everywhere,
  start_date: optional(InstantInput),
  end_date: optional(InstantInput),
})

/** The number that the other system has given: it becomes readable by staff, so it holds no words. */
const Reference = z.string().regex(/^[\w.:/-]{1,64}$/, '编号只能有字母、数字和 . : / - _，最多 64 个')

export const NewRequest = z.object({
  ...Everywhere,
  service_code: given(z.string('要写 service_code').max(60)),
  lat: optional(degrees(90)),
  long: optional(degrees(180)),
  address_string: optional(words(100)),
  address_id: optional(words(100)),
  description: optional(words(2000)),
  first_name: optional(words(50)),
  last_name: optional(words(50)),
  phone: optional(Phone),
  media_url: optional(z.url({ protocol: /^https?$/, error: '要是 http 或 https 的地址' }).max(500, '地址太长')),
  'attribute[external_id]': optional(Reference),
  'attribute[anonymous]': optional(z.enum(['true', 'false'], '只能是 true 或 false')),
})
export type NewRequest = z.output<typeof NewRequest>

export const NewUpdate = z.object({
  ...Everywhere,
  service_request_id: given(Id),
  update_id: given(Reference),
  updated_datetime: given(InstantInput),
  status: given(
    z
      .string()
      .transform((status) => status.toLowerCase())
      .pipe(z.enum(GEO_REPORT_STATUSES)),
  ),
  description: given(z.string('写上说的话').trim().min(1).max(500, '最多 500 个字')),
})
export type NewUpdate = z.output<typeof NewUpdate>
