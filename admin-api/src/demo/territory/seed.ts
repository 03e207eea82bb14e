import { addArea, type Community, type Area } from '../../territory/areas'
import { drawRoad } from '../../territory/map'
import { fixedId } from '../keys'
import { COMMUNITY, CENTER, BORDER, NEIGHBOUR, GRIDS, COMPOUNDS, ROADS } from './facts'
import { groundWithin, positionOf, pointAt } from './positions'

export async function territory() {
  const city = await addArea({ level: 'city', name: '东营市', code: '370500' })
  const district = await addArea({ level: 'district', name: '东营区', code: '370502', parent: city })
  const street = await addArea({ level: 'street', name: COMMUNITY.street, code: '370502001', parent: district })
  const community = (await addArea({
    level: 'community',
    name: COMMUNITY.name,
    parent: street,
    phone: COMMUNITY.phone,
    position: CENTER,
    shape: groundWithin(BORDER),
  })) as Community
  const { name, phone, at, border } = NEIGHBOUR
  await addArea({
    level: 'community',
    name,
    phone,
    parent: street,
    position: positionOf(at),
    shape: groundWithin(border),
  })
  const grids: Area[] = []
  for (const { name, border } of GRIDS)
    grids.push(await addArea({ level: 'grid', name, parent: community, shape: groundWithin(border) }))
  for (const { name, at } of COMPOUNDS)
    await addArea({ level: 'compound', name, parent: community, position: positionOf(at) })
  for (const [n, { name, path }] of ROADS.entries())
    await drawRoad(fixedId(5, n), { areas: street.areas, name, path: path.map(pointAt) })
  return { street, community, grids }
}
