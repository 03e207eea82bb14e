import { getStaffMe } from '@yike/shared/people/endpoints'
import { useCached } from '@/lib/offline/use-cached'

/** 「周敏 窗口」: the member of staff who reads this page, also without a network; undefined until it is known. */
export function useReaderMark(): string | undefined {
  const { data: me } = useCached('work:me', getStaffMe, {})
  return me && [me.name, me.roles[0]?.role.label].filter(Boolean).join(' ')
}
