import type { CalendarSitting } from '@yike/shared/schedule/schemas'

export type By = 'service' | 'place'
/** A row of the week, a column of the day: a service, or a place. */
export interface Resource {
  id: string
  name: string
  note: string
  sittings: CalendarSitting[]
}

/** The sittings by service or by place, in the order of names. */
export function rowsBy(sittings: readonly CalendarSitting[], by: By): Resource[] {
  const rows = new Map<string, Resource>()
  for (const sitting of sittings) {
    const { serviceId, serviceName, placeId, placeName } = sitting
    const [id, name, note] = by === 'service' ? [serviceId, serviceName, placeName] : [placeId, placeName, '']
    const row = rows.get(id) ?? { id, name, note, sittings: [] }
    row.sittings.push(sitting)
    rows.set(id, row)
  }
  return [...rows.values()].sort((a, b) => a.name.localeCompare(b.name, 'zh'))
}
