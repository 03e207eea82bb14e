import { getStaffMe } from '@yike/shared/people/endpoints'
import { Watermark } from '@/kit/page/watermark'
import { useCached } from '@/lib/offline/use-cached'

/** 「周敏 窗口」 over the page: the member of staff who reads it, also without a network; nothing until it is known. */
export function ReaderMark() {
  const { data: me } = useCached('work:me', getStaffMe, {})
  return me ? <Watermark words={[me.name, me.roles[0]?.role.label].filter(Boolean).join(' ')} /> : null
}
