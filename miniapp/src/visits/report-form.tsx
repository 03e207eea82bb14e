import { useState } from 'react'
import { View } from '@tarojs/components'
import { toast } from '@/kit/page/toast'
import { reportVisit } from '@yike/shared/visits/endpoints'
import type { CarerVisit, Vitals } from '@yike/shared/visits/schemas'
import { Button } from '@/kit/base/button'
import { Card, Section } from '@/kit/card/card'
import { Choices } from '@/kit/form/chips'
import { Field } from '@/kit/form/field'
import { PhotoGrid } from '@/kit/form/photo-grid'
import { useDraft } from '@/lib/storage/use-draft'
import { enqueue } from '@/lib/offline/offline-queue'
import { useQueuedPhotos } from '@/lib/offline/use-queued-photos'
import type { QueuedPhoto } from '@/lib/offline/queue'

const DONE = [
  { value: 'yes', text: '做了' },
  { value: 'no', text: '没做' },
] as const

const VITALS = [
  { name: 'systolic', label: '高压', least: 50, most: 260 },
  { name: 'diastolic', label: '低压', least: 30, most: 160 },
  { name: 'pulse', label: '脉搏', least: 30, most: 220 },
  { name: 'temperature', label: '体温', least: 33, most: 43 },
] as const

interface Draft {
  tasks: CarerVisit['tasks']
  vitals: Record<keyof Vitals, string>
  note: string
  photos: QueuedPhoto[]
}

const written = (value: number | null | undefined) => (value === null || value === undefined ? '' : String(value))

/** The tasks done and how the person was. Kept on the phone as it is written; sent when there is a signal. */
export function ReportForm({ visit, onSaved }: { visit: CarerVisit; onSaved: () => Promise<void> }) {
  const name = `visit:${visit.bookingId}`
  const [draft, change] = useDraft<Draft>(name, {
    tasks: visit.tasks,
    vitals: {
      systolic: written(visit.vitals?.systolic),
      diastolic: written(visit.vitals?.diastolic),
      pulse: written(visit.vitals?.pulse),
      temperature: written(visit.vitals?.temperature),
    },
    note: visit.note,
    photos: [],
  })
  const photos = useQueuedPhotos(draft.photos, (kept) => change({ photos: kept }))
  const [tried, setTried] = useState(false)
  const [showsVitals, setShowsVitals] = useState(visit.vitals !== null)

  const task = (name: string, part: Partial<CarerVisit['tasks'][number]>) =>
    change({ tasks: draft.tasks.map((one) => (one.name === name ? { ...one, ...part } : one)) })
  const wrongVital = ({ name, least, most }: (typeof VITALS)[number]) => {
    const value = draft.vitals[name].trim()
    if (value === '') return undefined
    const number = Number(value)
    return number >= least && number <= most ? undefined : `一般在 ${least} 到 ${most}，再看看`
  }
  const silent = draft.tasks.filter(({ done, reason }) => done === false && !reason?.trim())
  const lacks = silent.length > 0 || VITALS.some(wrongVital)

  const send = () => {
    setTried(true)
    if (lacks) return
    const value = (name: keyof Vitals) => (draft.vitals[name].trim() ? Number(draft.vitals[name]) : null)
    const vitals = {
      systolic: value('systolic'),
      diastolic: value('diastolic'),
      pulse: value('pulse'),
      temperature: value('temperature'),
    }
    void enqueue(
      reportVisit,
      {
        id: visit.bookingId,
        tasks: draft.tasks.map(({ name, done, reason }) => ({ name, done, reason: reason?.trim() || null })),
        vitals: Object.values(vitals).some((one) => one !== null) ? vitals : null,
        note: draft.note.trim(),
        photoIds: visit.photos.map(({ id }) => id),
      },
      { about: visit.bookingId, says: `${visit.who.name}家 上门记录`, photos: photos.queued, draft: name },
    ).then(() => onSaved())
    photos.clear()
    toast('记下了')
  }

  return (
    <>
      {draft.tasks.length > 0 && (
        <Section title='做了哪些'>
          <Card>
            {draft.tasks.map(({ name, done, reason }) => (
              <View key={name} className='visits__task'>
                <View className='strong'>{name}</View>
                <Choices
                  options={DONE}
                  chosen={done === null ? null : done ? 'yes' : 'no'}
                  onChange={(choice) => task(name, { done: choice === 'yes' })}
                />
                {done === false && (
                  <Field
                    label={`${name}为什么没做`}
                    value={reason ?? ''}
                    maxLength={100}
                    problem={tried && !reason?.trim() ? '写一句，家里人会看' : undefined}
                    onChange={(words) => task(name, { reason: words })}
                  />
                )}
              </View>
            ))}
          </Card>
        </Section>
      )}
      <Section title='量了没有' more={showsVitals ? undefined : '量了，记一下'} onMore={() => setShowsVitals(true)}>
        {showsVitals && (
          <Card>
            {VITALS.map((vital) => (
              <Field
                key={vital.name}
                label={vital.label}
                optional='没量就空着'
                value={draft.vitals[vital.name]}
                maxLength={5}
                problem={tried ? wrongVital(vital) : undefined}
                onChange={(value) => change({ vitals: { ...draft.vitals, [vital.name]: value } })}
              />
            ))}
          </Card>
        )}
      </Section>
      <Section title='写两句'>
        <Card>
          <Field
            label='人怎么样'
            optional='家里人会看'
            long
            value={draft.note}
            maxLength={500}
            onChange={(note) => change({ note })}
          />
          <PhotoGrid {...photos.grid} />
          {photos.refusal && <View className='note'>{photos.refusal}</View>}
        </Card>
      </Section>
      <View className='visits__send'>
        <Button block onTap={send}>
          存上门记录
        </Button>
      </View>
    </>
  )
}
