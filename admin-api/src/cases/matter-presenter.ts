import type { CaseMatter } from '@yike/shared/cases/matter-schemas'
import { PAPER_STATES, type PaperState } from '@yike/shared/cases/papers'
import { MATTER_RESULTS } from '@yike/shared/matters/results'
import { presentPhoto } from '../files/store'
import type { TalkedCase } from './describe'
import { mattersCan } from './policy'

/** The matter of a case; null where it is a report, or was erased. The photos are for readers who may see them. */
export function presentMatter(
  { record, papers: kept }: Pick<TalkedCase, 'record' | 'papers'>,
  now: Date,
  { reader, seesPhotos }: { reader: 'resident' | 'staff'; seesPhotos: boolean },
): CaseMatter | null {
  if (!kept || !record.matterId) return null
  const stateOf = (key: string): PaperState => record.papers?.find((paper) => paper.key === key)?.state ?? 'bring'
  return {
    id: String(record.matterId),
    name: kept.name,
    result: { code: kept.result, label: MATTER_RESULTS[kept.result].label },
    where: kept.where,
    when: kept.when,
    papers: kept.papers.map(({ key, name, note }) => {
      const photos = kept.photos.filter((photo) => photo.key === key)
      const state = PAPER_STATES[stateOf(key)]
      return {
        ...{ key, name, note },
        state: { code: stateOf(key), label: reader === 'resident' ? state.toResident : state.label },
        photos: seesPhotos ? photos.map(({ id }) => presentPhoto(id, now)) : [],
        photoCount: photos.length,
      }
    }),
    canSend: mattersCan(record).send,
  }
}
