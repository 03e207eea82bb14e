import { getStaffMe } from '@yike/shared/people/endpoints'
import type { StaffMe } from '@yike/shared/people/schemas'
import { Chips } from '@/kit/form/chips'
import { FieldFrame } from '@/kit/form/field'
import { getSession, useSession } from '@/lib/api/session-store'
import { useCached } from '@/lib/offline/use-cached'
import { createStore } from '@/lib/storage/store'

type Walker = Pick<StaffMe, 'grids'>

/** The grid that each person who uses this phone last chose, by the person. */
const chosen = createStore<Readonly<Record<string, string>>>({}, 'grids')

/** The grid to ask the API for; undefined for all of them. One that somebody no longer walks is not asked for. */
const askedFor = ({ grids = [] }: Walker, gridId: string | undefined) =>
  grids.length > 1 ? grids.find(({ id }) => id === gridId)?.id : undefined

/** The same outside a component. */
export const chosenGrid = (me: Walker) => askedFor(me, chosen.get()[getSession()?.personId ?? ''])

export const useChosenGrid = (me: Walker) => {
  const personId = useSession()?.personId ?? ''
  return askedFor(me, chosen.use()[personId])
}

/**
 * The chosen grid on a page that does not know yet who its reader is. A list waits while `isKnown` is false: only where a
 * grid was chosen before, and until it is certain that the reader still walks it.
 */
export function useMyGrid() {
  const { data: me, error } = useCached('work:me', getStaffMe, {})
  const personId = useSession()?.personId ?? ''
  const gridId = chosen.use()[personId]
  return { me, gridId: me && askedFor(me, gridId), isKnown: Boolean(me || error || !gridId) }
}

const ALL = ''

interface Props {
  me: Walker | undefined
  /** Something else was chosen, which grids do not part. */
  isOff?: boolean
  onChoose?: () => void
}

/** More grids than these are a row that continues at the right: in sight they would push the list out of it. */
const IN_SIGHT = 4

/** The choice between the grids of somebody who walks several, and all of them; nothing for anybody else. */
export function GridChoice({ me, isOff, onChoose }: Props) {
  const personId = useSession()?.personId ?? ''
  const all = chosen.use()
  const grids = me?.grids ?? []
  if (!me || grids.length < 2) return null
  const options = [{ value: ALL, text: '都看' }, ...grids.map(({ id, name }) => ({ value: id, text: name }))]
  return (
    <FieldFrame label='看哪个网格'>
      <Chips
        all={grids.length <= IN_SIGHT}
        one
        options={options}
        chosen={isOff ? [] : [askedFor(me, all[personId]) ?? ALL]}
        onChange={(gridId) => {
          chosen.set({ ...all, [personId]: gridId })
          onChoose?.()
        }}
      />
    </FieldFrame>
  )
}
