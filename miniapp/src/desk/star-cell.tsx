import { starCase, unstarCase } from '@yike/shared/cases/saved-filter-endpoints'
import type { StaffCase } from '@yike/shared/cases/schemas'
import { Cell } from '@/kit/card/card'
import { toast } from '@/kit/page/toast'
import { useAction } from '@/lib/api/use-action'

/** Puts a case on the person's own shortlist, or takes it off. */
export function StarCell({ found, onChange }: { found: StaffCase; onChange: () => Promise<void> }) {
  const [star, unstar] = [useAction(starCase), useAction(unstarCase)]
  const { run, error } = found.starred ? unstar : star
  const toggle = async () => {
    if (!(await run({ id: found.id }))) return
    toast(found.starred ? '不再关注了' : '关注了，在“我关注的”里')
    await onChange()
  }
  return (
    <Cell
      icon='star'
      title={found.starred ? '不再关注这一件' : '关注这一件'}
      brief={error?.message ?? '只有您自己看得到'}
      onTap={() => void toggle()}
    />
  )
}
