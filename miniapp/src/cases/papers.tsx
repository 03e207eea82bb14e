import { useEffect, useRef, useState } from 'react'
import { View } from '@tarojs/components'
import { sendPapers } from '@yike/shared/cases/matter-endpoints'
import type { CaseMatter } from '@yike/shared/cases/matter-schemas'
import type { CaseView } from '@yike/shared/cases/schemas'
import { Button } from '@/kit/base/button'
import { StatusTag } from '@/kit/base/tag'
import { Card, Cell, Section } from '@/kit/card/card'
import { PhotoRow } from '@/kit/card/photo-row'
import { FieldFrame } from '@/kit/form/field'
import { PhotoGrid } from '@/kit/form/photo-grid'
import { Failed } from '@/kit/page/page-states'
import { useAction } from '@/lib/api/use-action'
import { usePhotos } from '@/lib/api/use-photos'

type Paper = CaseMatter['papers'][number]

const TONES: Readonly<Record<string, 'done' | 'late' | 'go'>> = { in_order: 'done', missing: 'late' }

/** Photos of one paper that are sent now. */
function NewPhotos({ name, onChange }: { name: string; onChange: (ids: string[], pending: boolean) => void }) {
  const photos = usePhotos()
  const heard = useRef(onChange)
  heard.current = onChange
  const [ids, pending] = [photos.ids.join(), photos.pending]
  useEffect(() => heard.current(ids ? ids.split(',') : [], pending), [ids, pending])
  return (
    <FieldFrame label={`拍${name}`} optional='到窗口带来也行' problem={photos.refusal}>
      <PhotoGrid {...photos.grid} max={5} />
    </FieldFrame>
  )
}

function PaperCard({
  paper: { name, note, state, photos },
  sends,
  onChange,
}: {
  paper: Paper
  sends: boolean
  onChange: (ids: string[], pending: boolean) => void
}) {
  return (
    <Card flush>
      <Cell
        title={name}
        brief={note || undefined}
        extra={<StatusTag tone={TONES[state.code] ?? 'go'}>{state.label}</StatusTag>}
      />
      {(photos.length > 0 || sends) && (
        <View className='card__below'>
          <PhotoRow photos={photos} />
          {sends && <NewPhotos name={name} onChange={onChange} />}
        </View>
      )}
    </Card>
  )
}

/** The papers of a matter, how each stands, and where the result is collected. */
export function Papers({
  found,
  matter,
  onDone,
}: {
  found: CaseView
  matter: CaseMatter
  onDone: () => Promise<void>
}) {
  const send = useAction(sendPapers)
  const [news, setNews] = useState<Readonly<Record<string, { ids: string[]; pending: boolean }>>>({})
  const filled = Object.entries(news).filter(([, { ids }]) => ids.length > 0)
  const isPending = Object.values(news).some(({ pending }) => pending)
  const submit = async () => {
    const papers = filled.map(([key, { ids }]) => ({ key, photoIds: ids }))
    if (!(await send.run({ id: found.id, papers }))) return
    setNews({})
    await onDone()
  }
  return (
    <>
      {found.state.code === 'ready' && (
        <Section title='到哪儿领'>
          <Card flush>
            <Cell icon='pin' title={matter.where} brief={matter.when} />
            <Cell icon='speak' title={`报编号 ${found.number}`} brief='请人代领也行，说一声是谁' />
          </Card>
        </Section>
      )}
      {matter.papers.length > 0 && (
        <Section title='材料'>
          {matter.papers.map((paper) => (
            <PaperCard
              key={`${paper.key}:${paper.photoCount}`}
              paper={paper}
              sends={matter.canSend && paper.state.code === 'missing'}
              onChange={(ids, pending) => setNews((before) => ({ ...before, [paper.key]: { ids, pending } }))}
            />
          ))}
          {send.error && <Failed error={send.error} onRetry={() => void submit()} />}
          {filled.length > 0 && (
            <View className='section'>
              <Button
                look='main'
                block
                off={isPending}
                busy={(send.busy && '正在交…') || (isPending && '照片还在传…')}
                onTap={() => void submit()}
              >
                交材料
              </Button>
            </View>
          )}
        </Section>
      )}
    </>
  )
}
