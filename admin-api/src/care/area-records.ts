import { peopleByIds } from '../people/me'
import { homePosition, type CompoundArea } from '../territory/areas'
import type { AreaRecords, AreaRow } from '../territory/area-records'
import { AlertModel, CareFileModel, CheckModel, type Alert } from './model'
import { HouseholdModel, type Household } from './household-model'
import { homeOf } from '../people/sealed-facts'

/** A record about a person belongs to the areas where the person lives. */
const whereTheyLive =
  (idOf: (row: AreaRow) => AreaRow['_id']) => async (rows: AreaRow[], compounds: readonly CompoundArea[]) => {
    const people = await peopleByIds(rows.map(idOf))
    const homes = new Map(people.map((one) => [String(one._id), homePosition(homeOf(one), compounds)]))
    return rows.map((row) => homes.get(String(idOf(row))) ?? null)
  }

export const careAreaRecords: AreaRecords[] = [
  { model: CareFileModel, what: '照护档案', stands: whereTheyLive(({ _id }) => _id) },
  { model: CheckModel, what: '报平安', stands: whereTheyLive(({ _id }) => _id) },
  {
    model: HouseholdModel,
    what: '走访记录',
    reads: ['personId'],
    stands: whereTheyLive((row) => (row as unknown as Household).personId),
  },
  {
    model: AlertModel,
    namesCommunity: true,
    reads: ['personId'],
    stands: whereTheyLive((row) => (row as unknown as Alert).personId),
  },
]
