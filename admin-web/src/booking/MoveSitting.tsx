import { previewReschedule, rescheduleSitting } from '@yike/shared/schedule/endpoints'
import type { CalendarSitting, SeriesPreview } from '@yike/shared/schedule/schemas'
import { dayOf, minuteOf } from '@yike/shared/time/china'
import { App, Button, DatePicker, Form, Input, InputNumber, Select } from 'antd'
import { changeSitting } from '@yike/shared/booking/endpoints'
import dayjs, { type Dayjs } from 'dayjs'
import { useEffect, useState } from 'react'
import { PeriodField } from '../kit/form/PeriodField'
import { Refusal } from '../kit/form/Refusal'
import { fullDay } from '../kit/show/text'
import { sittingName } from '../lib/sittingRows'
import { useAsk, useWrite } from '../lib/query'
import { SeriesPreviewTable } from './SeriesPreviewTable'
import { DisplacedFields, type DisplacedInput } from './DisplacedFields'
import { GuardedForm, GuardedModal } from '../kit/form/unsaved'

interface Props {
  sitting: CalendarSitting
  /** The target of the drag. */
  toDay?: string
  /** Opens the form that changes this one and all later ones. */
  onLater?: () => void
  onClose: () => void
}

interface Fields extends DisplacedInput {
  day: Dayjs
  period: { from: number; to: number }
  title: string
  capacity: number
  menu: string[]
}

const periodOf = ({ startsAt, endsAt }: Pick<CalendarSitting, 'startsAt' | 'endsAt'>) => {
  const to = minuteOf(new Date(endsAt))
  return {
    from: minuteOf(new Date(startsAt)),
    to: to === 0 || dayOf(new Date(endsAt)) > dayOf(new Date(startsAt)) ? 1440 : to,
  }
}

/**
 * Changes this sitting alone: another day, time, name or number of places. The effect is previewed first, and can be
 * undone.
 */
export function MoveSitting({ sitting, toDay, onLater, onClose }: Props) {
  const { message } = App.useApp()
  const [form] = Form.useForm<Fields>()
  const [preview, setPreview] = useState<SeriesPreview>()
  const asks = useAsk(previewReschedule, setPreview)
  const undo = useWrite(rescheduleSitting, () => void message.success('放回去了'))
  const dishes = useWrite(changeSitting)
  const move = useWrite(rescheduleSitting, (moved) => {
    const back = {
      id: moved.id,
      day: sitting.day,
      ...periodOf(sitting),
      title: sitting.title,
      capacity: sitting.capacity,
      others: 'move' as const,
      reason: '还是原来的时间',
      // It was there before.
      despiteClash: true,
    }
    void message.success({
      key: 'moved',
      duration: UNDO_SECONDS,
      content: (
        <>
          改好了{' '}
          <Button type='link' size='small' onClick={() => undo.mutate(back)}>
            撤销
          </Button>
        </>
      ),
    })
    const { menu } = form.getFieldsValue()
    if (menu.join() !== sitting.menu.join()) dishes.mutate({ id: sitting.serviceId, sittingId: moved.id, menu })
    onClose()
  })
  const asked = ({ day, period, title, capacity, others, reason }: Fields) => ({
    id: sitting.id,
    day: day.format('YYYY-MM-DD'),
    ...period,
    title,
    capacity,
    others,
    reason: reason?.trim() || undefined,
  })
  const { mutate: lookNow } = asks
  useEffect(() => {
    if (toDay) lookNow({ id: sitting.id, day: toDay })
  }, [toDay, sitting.id, lookNow])

  return (
    <GuardedModal
      open
      title={`改 ${fullDay(sitting.day)} ${sittingName(sitting)}`}
      footer={null}
      width={560}
      onCancel={onClose}
    >
      <GuardedForm<Fields>
        form={form}
        layout='vertical'
        requiredMark={false}
        initialValues={{
          day: dayjs(toDay ?? sitting.day),
          period: periodOf(sitting),
          title: sitting.title,
          capacity: sitting.capacity,
          menu: sitting.menu,
        }}
        onValuesChange={(changed: Partial<Fields>) => {
          if (!('others' in changed || 'reason' in changed || 'menu' in changed)) setPreview(undefined)
        }}
        onFinish={(fields) =>
          preview
            ? move.mutate({ ...asked(fields), despiteClash: preview.clashes.length > 0 })
            : asks.mutate(asked(fields))
        }
      >
        {sitting.series && onLater && (
          <p className='row'>
            <span className='note'>只改这一场，这一套排班别的日子不动。</span>
            <Button size='small' onClick={onLater}>
              改这一场和以后的
            </Button>
          </p>
        )}
        <div className='form-row'>
          <Form.Item name='day' label='哪一天'>
            <DatePicker allowClear={false} format={(picked) => fullDay(picked.format('YYYY-MM-DD'))} />
          </Form.Item>
          <Form.Item name='period' label='几点到几点'>
            <PeriodField />
          </Form.Item>
        </div>
        <div className='form-row'>
          <Form.Item name='title' label='叫什么' rules={[{ required: true, whitespace: true, message: '写上叫什么' }]}>
            <Input maxLength={20} />
          </Form.Item>
          <Form.Item name='capacity' label='名额' extra={`已经约出 ${sitting.taken} 位`}>
            <InputNumber min={1} max={2000} />
          </Form.Item>
        </div>
        <Form.Item name='menu' label='有什么' extra='写一样，按回车'>
          <Select mode='tags' open={false} suffixIcon={null} maxCount={12} />
        </Form.Item>
        {preview && <SeriesPreviewTable preview={preview} />}
        <DisplacedFields preview={preview} />
        <Refusal error={asks.error ?? move.error} />
        <div className='form-foot'>
          <Button type='primary' htmlType='submit' loading={asks.isPending || move.isPending}>
            {!preview ? '先看看会怎么样' : preview.clashes.length > 0 ? '撞了也照样改' : '就这么改'}
          </Button>
          <Button type='text' onClick={onClose}>
            先不改
          </Button>
        </div>
      </GuardedForm>
    </GuardedModal>
  )
}

/** Long enough to see the result. */
export const UNDO_SECONDS = 10
