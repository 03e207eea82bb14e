import { z } from 'zod'
import { charactersOf, cleanName, NAME_MAX } from './people/names'
import { cleanPhone, isPhone, isPlacePhone } from './phones'
import { FIRST_DAY, isWithinDays, LAST_DAY } from './time/china'

/**
 * The one door to zod. WeChat has no `new Function`, which zod probes for and then uses to speed up parsing; where the
 * ban yields an empty function instead of an error, parsing would die. So `jitless`, set here before any schema is made.
 */
z.config({ jitless: true })

export { z }

/** A database id as the API shows it: 24 hexadecimal digits. */
export const Id = z.string().regex(/^[0-9a-f]{24}$/, '编号不对，请从列表里重新打开')

const WITHIN_DAYS = `日期要在 ${FIRST_DAY.slice(0, 4)} 年到 ${LAST_DAY.slice(0, 4)} 年之间`

const ISO_INSTANT = { offset: true, message: '时间不对，应像 2026-11-23T10:42:00+08:00', abort: true }

/** An instant as the API writes it, ISO 8601 with the offset of China: `2026-11-23T10:42:00+08:00`. */
export const Instant = z.iso.datetime(ISO_INSTANT)

/** An instant that a caller names: any offset, from 1900 to 2100 as a `Day`. */
export const InstantInput = z.iso
  .datetime(ISO_INSTANT)
  .refine((instant) => isWithinDays(instant.slice(0, 10)), WITHIN_DAYS)

/** A calendar day in China, for example `2026-11-23`; from 1900 to 2100, so that counting by days ends. */
export const Day = z.iso.date({ message: '日期不对，应像 2026-11-23', abort: true }).refine(isWithinDays, WITHIN_DAYS)

/** A month, for example `2026-11`; of the same years. */
export const Month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, { message: '月份不对，应像 2026-11', abort: true })
  .refine((month) => isWithinDays(`${month}-01`), WITHIN_DAYS)

/** Minutes since midnight in China, 0 to 1440. */
export const MinuteOfDay = z.int().min(0).max(1440)

/** A position in GCJ-02, degrees. Bounds are those of China, so that swapped figures are refused. */
export const Position = z.strictObject({
  lng: z.number().min(73, '经度应在 73 到 136 之间').max(136, '经度应在 73 到 136 之间'),
  lat: z.number().min(3, '纬度应在 3 到 54 之间').max(54, '纬度应在 3 到 54 之间'),
})
export type Position = z.output<typeof Position>

/** A position in a query: `near=118.49,37.46` (longitude first, GCJ-02). */
export const Near = z
  .string()
  .regex(/^\d{2,3}(\.\d+)?,\d{1,2}(\.\d+)?$/, '位置应写成“经度,纬度”，例如 118.49,37.46')
  .transform((text, ctx): Position => {
    const [lng, lat] = text.split(',').map(Number) as [number, number]
    const parsed = Position.safeParse({ lng, lat })
    if (parsed.success) return parsed.data
    ctx.addIssue({ code: 'custom', message: parsed.error.issues[0]!.message })
    return z.NEVER
  })

/** A part of the map in a query: `within=118.4,37.4,118.5,37.5` (west, south, east, north, GCJ-02). */
export const Within = z
  .string()
  .regex(/^\d{2,3}(\.\d+)?,\d{1,2}(\.\d+)?,\d{2,3}(\.\d+)?,\d{1,2}(\.\d+)?$/, '地图的范围应写成“西,南,东,北”四个数')
  .transform((text, ctx) => {
    const [west, south, east, north] = text.split(',').map(Number) as [number, number, number, number]
    const corners = [Position.safeParse({ lng: west, lat: south }), Position.safeParse({ lng: east, lat: north })]
    const problem = corners.find(({ error }) => error)?.error?.issues[0]?.message
    if (!problem && west < east && south < north) return { west, south, east, north }
    ctx.addIssue({ code: 'custom', message: problem ?? '地图的范围不对，西边要小于东边，南边要小于北边' })
    return z.NEVER
  })

const phoneThat = (isOne: (cleaned: string) => boolean) =>
  z.string().max(60, '电话号码太长了').transform(cleanPhone).refine(isOne, '电话号码不对，再看看位数')
/** A mainland mobile, fixed-line or service number, as it is typed or pasted; it is cleaned before it is checked. */
export const Phone = phoneThat(isPhone)
/** The number of a place, which may also lack the area code and have an extension: 「0546-8001234转801」. */
export const PlacePhone = phoneThat(isPlacePhone)

/** A flag in a query: `true`, `1`, `yes` or their opposites. Callers give a boolean; the client writes the text. */
export const Flag = () => z.stringbool({ error: '只能是 true 或 false' }) as unknown as z.ZodType<boolean, boolean>

/** A whole number in a query. Callers give a number; the client writes the text. */
export const QueryInt = (min: number, max: number) =>
  z.coerce.number<number>('要填数字').int('要填整数').min(min).max(max)

/** The sentence for a cursor that no page of this list ended with. */
export const BROKEN_CURSOR = '这一页接不上了，从头再看'
/** The `nextCursor` of a page. The longest hold the name of a place. */
export const Cursor = z.string().max(600, BROKEN_CURSOR)

/** Asks for one page of a list. */
export const PageQuery = {
  cursor: Cursor.optional(),
  limit: QueryInt(1, 100).default(20),
}

/** One page of a list. `nextCursor` is null on the last one. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })

/** A code for programs beside its label for people; old clients show labels of codes they do not know. */
export const Coded = z.object({ code: z.string(), label: z.string() })
export type Coded = z.output<typeof Coded>

/**
 * A change of something: every field may be missing, and a missing one stays as it is. zod's own `partial` would fill
 * defaults in, so that a change of the phone number emptied the photos.
 */
export function changeOf<Shape extends z.core.$ZodLooseShape>(schema: z.ZodObject<Shape, z.core.$strict>) {
  const fields = Object.entries(schema.shape).map(([name, field]) => [
    name,
    ((field instanceof z.ZodDefault ? field.unwrap() : field) as z.ZodType).optional(),
  ])
  return z.strictObject(Object.fromEntries(fields)) as unknown as ReturnType<
    z.ZodObject<Shape, z.core.$strict>['partial']
  >
}

/** An answer that says only that it was done. */
export const Done = z.object({ done: z.literal(true) })
export type Done = z.output<typeof Done>

/** Trimmed text of a bounded length, with sentences that name the bound. */
export const text = (max: number, min = 1) =>
  z
    .string()
    .trim()
    .min(min, min === 1 ? '这里不能空着' : `至少写 ${min} 个字`)
    .max(max, `最多 ${max} 个字`)

/** The name of a person, cleaned; at most 50 characters as people count them, so that 𠮷 is one. */
export const PersonName = z
  .string()
  .max(400, `最多 ${NAME_MAX} 个字`)
  .transform(cleanName)
  .refine((name) => name !== '', '这里不能空着')
  .refine((name) => charactersOf(name).length <= NAME_MAX, `最多 ${NAME_MAX} 个字`)
