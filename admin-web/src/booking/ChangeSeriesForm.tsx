import { changeSeries, previewSeriesChange } from '@yike/shared/schedule/endpoints'
import type { SeriesPreview, SeriesView } from '@yike/shared/schedule/schemas'
import { HOLIDAY_HOURS, HOLIDAY_HOURS_CODES, type HolidayHours } from '@yike/shared/directory/hours'
import { addDays } from '@yike/shared/time/china'
import { App, Button, Form, Segmented, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { DayPicker } from '../kit/form/DayPicker'
import { Refusal } from '../kit/form/Refusal'
import { useAsk, useWrite } from '../lib/query'
import { ExceptionsField, type ExceptionInput } from './ExceptionsField'
import { LineFields, lineAsked, type LineInput } from './LineFields'
import { SeriesPreviewTable } from './SeriesPreviewTable'
import { DisplacedFields, type DisplacedInput } from './DisplacedFields'
import { GuardedDrawer, GuardedForm } from '../kit/form/unsaved'

interface Props {
  series: SeriesView
  today: string
  /** The first sitting of the change, when it was opened from one: 「这一场和以后的」. */
  start?: { key: string; day: string }
  onClose: () => void
}

interface Fields extends DisplacedInput {
  from: Dayjs
  line: LineInput
  holidays: HolidayHours
  exceptions: ExceptionInput[]
  validTo: Dayjs | null
}

const WHAT = { days: '不一样的日子', line: '改一批', end: '到哪天为止' } as const
type What = keyof typeof WHAT

/**
 * A change of a series from a day on: days that are different, one of its lines, or its end. Nothing happens before the
 * preview.
 */
export function ChangeSeriesForm({ series, today, start, onClose }: Props) {
  const { message } = App.useApp()
  const [form] = Form.useForm<Fields>()
  const [what, setWhat] = useState<What>(start ? 'line' : 'days')
  const lines = series.lines.filter(({ validTo }) => validTo === null || validTo >= (start?.day ?? today))
  const [key, setKey] = useState(start?.key ?? lines[0]?.key)
  const [preview, setPreview] = useState<SeriesPreview>()
  const asks = useAsk(previewSeriesChange, setPreview)
  const change = useWrite(changeSeries, () => {
    void message.success('改好了')
    onClose()
  })
  const asked = ({ from, line, holidays, exceptions, validTo, others, reason }: Fields) => ({
    id: series.id,
    revision: series.revision,
    from: (from ?? dayjs(today)).format('YYYY-MM-DD'),
    ...(what === 'line' && key ? { line: { key, ...lineAsked(line) } } : {}),
    ...(what === 'days' ? { holidays, exceptions } : {}),
    ...(what === 'end' ? { validTo: validTo?.format('YYYY-MM-DD') ?? null } : {}),
    others,
    reason: reason?.trim() || undefined,
  })
  const show = (which: What) => {
    setWhat(which)
    setPreview(undefined)
  }

  return (
    <GuardedDrawer open title={`改“${series.name}”`} size={620} onClose={onClose}>
      <Segmented<What>
        block
        aria-label='改什么'
        value={what}
        onChange={show}
        options={(Object.keys(WHAT) as What[]).map((value) => ({ value, label: WHAT[value] }))}
      />
      <GuardedForm<Fields>
        form={form}
        className='line'
        layout='vertical'
        requiredMark={false}
        initialValues={{
          from: dayjs(start?.day ?? addDays(today, 1)),
          holidays: series.holidays.code as HolidayHours,
          exceptions: series.exceptions.map(({ day, periods, reason }) => ({
            day,
            periods,
            ...(reason ? { reason } : {}),
          })),
          validTo: series.validTo ? dayjs(series.validTo) : null,
          line: lineInput(lines.find((line) => line.key === key)),
        }}
        onValuesChange={(changed: Partial<Fields>) => {
          if (!('others' in changed || 'reason' in changed)) setPreview(undefined)
        }}
        onFinish={(fields) =>
          preview
            ? change.mutate({ ...asked(fields), despiteClash: preview.clashes.length > 0 })
            : asks.mutate(asked(fields))
        }
      >
        {what === 'line' && (
          <>
            {lines.length > 1 && !start && (
              <Segmented
                aria-label='哪一批'
                value={key}
                onChange={(next) => {
                  setKey(next)
                  setPreview(undefined)
                  form.setFieldValue('line', lineInput(lines.find((line) => line.key === next)))
                }}
                options={[...new Map(lines.map((line) => [line.key, line.title]))].map(([value, label]) => ({
                  value,
                  label,
                }))}
              />
            )}
            <Form.Item name='from' label='从哪天改起' extra='这天以前的不动'>
              <DayPicker allowClear={false} format='M月D日' minDate={dayjs(today)} />
            </Form.Item>
            <LineFields at={['line']} />
          </>
        )}
        {what === 'days' && (
          <>
            <Form.Item name='holidays' label='节假日'>
              <Select options={HOLIDAY_HOURS_CODES.map((value) => ({ value, label: HOLIDAY_HOURS[value] }))} />
            </Form.Item>
            <Form.Item name='exceptions' label='不一样的日子'>
              <ExceptionsField today={today} />
            </Form.Item>
          </>
        )}
        {what === 'end' && (
          <Form.Item name='validTo' label='最后一天' extra='空着就一直排'>
            <DayPicker format='M月D日' minDate={dayjs(today)} />
          </Form.Item>
        )}
        {preview && <SeriesPreviewTable preview={preview} />}
        <DisplacedFields preview={preview} />
        <Refusal error={asks.error ?? change.error} />
        <div className='form-foot'>
          <Button type='primary' htmlType='submit' loading={asks.isPending || change.isPending}>
            {!preview ? '先看看会怎么样' : preview.clashes.length > 0 ? '撞了也照样改' : '就这么改'}
          </Button>
          <Button type='text' onClick={onClose}>
            先不改
          </Button>
        </div>
      </GuardedForm>
    </GuardedDrawer>
  )
}

const lineInput = (line: SeriesView['lines'][number] | undefined): LineInput | undefined =>
  line && {
    title: line.title,
    weekdays: line.weekdays,
    period: { from: line.from, to: line.to },
    capacity: line.capacity,
    menu: line.menu,
    priceYuan: line.priceFen === null ? null : line.priceFen / 100,
    reserveSeats: line.reserve?.seats,
    reserveAge: line.reserve?.minAge,
  }
