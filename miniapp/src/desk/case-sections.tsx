import { View } from '@tarojs/components'
import type { StaffCase } from '@yike/shared/cases/schemas'
import type { Photo } from '@yike/shared/files/schemas'
import { Card, Cell, Section } from '@/kit/card/card'
import { PhotoRow } from '@/kit/card/photo-row'
import { Timeline } from '@/kit/card/timeline'
import { useCachedPhotos } from '@/lib/offline/cached-photos'
import { useOfflineQueue } from '@/lib/offline/offline-queue'
import { caseTimeline } from '@/lib/parts/case-timeline'
import { openMap } from '@/lib/phone/open-map'

/** The sections that the page of the office and the page of a receiver show of a case in the same way. */

/** The steps of this case that wait on the phone, and its photos, which are readable without a network. */
export function useCaseOnPhone(
  found: { id: string; photos: Photo[] },
  cachedAt: number | null,
  onChange: () => Promise<void>,
) {
  const later = useOfflineQueue({ onHeard: ({ about }) => about === found.id && void onChange() })
  const photos = useCachedPhotos(found.photos, cachedAt !== null)
  // A second step would be of a case that the first one has not changed yet.
  const waits = later.waiting.some(({ about }) => about === found.id)
  return { later, photos, waits }
}

export function OtherSteps<Step extends string>({
  steps,
  labelOf,
  onChoose,
}: {
  steps: readonly Step[]
  labelOf: (step: Step) => string
  onChoose: (step: Step) => void
}) {
  if (steps.length === 0) return null
  return (
    <Section title='还可以'>
      <Card flush>
        {steps.map((step) => (
          <Cell key={step} title={labelOf(step)} onTap={() => onChoose(step)} />
        ))}
      </Card>
    </Section>
  )
}

export const CaseWords = ({ description, photos }: { description: string; photos: readonly Photo[] }) => (
  <Card>
    <View className='desk__words'>{description || '没写字，只拍了照片'}</View>
    <PhotoRow photos={photos} />
  </Card>
)

export function PlaceCell({ title, address, position }: Pick<StaffCase, 'title' | 'address' | 'position'>) {
  if (!address && !position) return null
  return (
    <Cell
      icon='pin'
      title={address ?? '地图上选的地方'}
      brief={position ? '点这里看怎么走' : undefined}
      onTap={position ? () => openMap({ name: title, address: address ?? '', position }) : undefined}
    />
  )
}

/** `next` is the step that is ahead: 「答复居民」. */
export const CaseHistory = ({ found, next }: { found: Parameters<typeof caseTimeline>[0]; next: string | null }) => (
  <Section title='经过'>
    <Card>
      <Timeline items={caseTimeline(found, next, new Date())} />
    </Card>
  </Section>
)
