import { createSeries, previewSeries } from '@yike/shared/schedule/endpoints'
import type { SeriesPreview } from '@yike/shared/schedule/schemas'
import { HOLIDAY_HOURS, HOLIDAY_HOURS_CODES, type HolidayHours } from '@yike/shared/directory/hours'
import type { StaffService } from '@yike/shared/directory/schemas'
import { App, Button, Form, Input, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { DayPicker } from '../kit/form/DayPicker'
import { Icon } from '../kit/show/Icon'
import { Refusal } from '../kit/form/Refusal'
import { useAsk, useWrite } from '../lib/query'
import { ExceptionsField, type ExceptionInput } from './ExceptionsField'
import { LineFields, lineAsked, type LineInput } from './LineFields'
import { SeriesPreviewTable } from './SeriesPreviewTable'
import { GuardedDrawer, GuardedForm } from '../kit/form/unsaved'

interface Fields {
  name: string
  validFrom: Dayjs
  validTo: Dayjs | null
  holidays: HolidayHours
  exceptions: ExceptionInput[]
  lines: LineInput[]
}

const WORKDAYS = [1, 2, 3, 4, 5]
const HALF_HOUR = 30

/** A new series: rules by the week, the effect of holidays, days that are different; previewed before it is made. */
export function RulesForm({ service, today, onClose }: { service: StaffService; today: string; onClose: () => void }) {
  const { message } = App.useApp()
  const [form] = Form.useForm<Fields>()
  const [preview, setPreview] = useState<SeriesPreview>()
  const asks = useAsk(previewSeries, setPreview)
  const create = useWrite(createSeries, ({ name }) => {
    void message.success(`“${name}”排好了，以后每天自动往后排`)
    onClose()
  })
  const asked = ({ name, validFrom, validTo, holidays, exceptions, lines }: Fields) => ({
    id: service.id,
    name,
    validFrom: validFrom.format('YYYY-MM-DD'),
    validTo: validTo?.format('YYYY-MM-DD') ?? null,
    holidays,
    exceptions,
    lines: lines.map(lineAsked),
  })
  const first: LineInput = {
    title: service.name,
    weekdays: WORKDAYS,
    period: { from: 690, to: 720 },
    capacity: 40,
    menu: [],
    priceYuan: service.priceFen === null ? null : service.priceFen / 100,
  }

  return (
    <GuardedDrawer open title={`给${service.name}长期排班`} size={620} onClose={onClose}>
      <GuardedForm<Fields>
        form={form}
        layout='vertical'
        requiredMark={false}
        initialValues={{
          name: '',
          validFrom: dayjs(today),
          validTo: null,
          holidays: 'closed',
          exceptions: [],
          lines: [first],
        }}
        onValuesChange={() => setPreview(undefined)}
        onFinish={(fields) =>
          preview
            ? create.mutate({ ...asked(fields), despiteClash: preview.clashes.length > 0 })
            : asks.mutate(asked(fields))
        }
      >
        <div className='form-row'>
          <Form.Item
            name='name'
            label='这套排班叫什么'
            rules={[{ required: true, whitespace: true, message: '起个名字' }]}
          >
            <Input maxLength={20} placeholder='冬季午餐' autoFocus />
          </Form.Item>
          <Form.Item name='validFrom' label='从哪天' rules={[{ required: true, message: '选一天' }]}>
            <DayPicker format='M月D日' />
          </Form.Item>
          <Form.Item name='validTo' label='到哪天' extra='空着就一直排'>
            <DayPicker format='M月D日' minDate={dayjs(today)} />
          </Form.Item>
        </div>
        <Form.List name='lines'>
          {(lines, { add, remove }) => (
            <>
              {lines.map(({ key, name }) => (
                <fieldset key={key} className='line' aria-label={`第 ${name + 1} 批`}>
                  <LineFields at={[name]} />
                  {lines.length > 1 && (
                    <Button
                      size='small'
                      type='text'
                      icon={<Icon name='close' size={14} />}
                      onClick={() => remove(name)}
                    >
                      不要这一批
                    </Button>
                  )}
                </fieldset>
              ))}
              <Button
                onClick={() => {
                  const all = form.getFieldValue('lines') as LineInput[]
                  const last = all[all.length - 1] ?? first
                  const { from, to } = last.period
                  add({ ...last, title: '', period: { from: to, to: to + Math.max(HALF_HOUR, to - from) } })
                }}
              >
                再加一批
              </Button>
            </>
          )}
        </Form.List>
        <Form.Item name='holidays' label='节假日' className='line'>
          <Select options={HOLIDAY_HOURS_CODES.map((value) => ({ value, label: HOLIDAY_HOURS[value] }))} />
        </Form.Item>
        <Form.Item name='exceptions' label='不一样的日子'>
          <ExceptionsField today={today} />
        </Form.Item>
        {preview && <SeriesPreviewTable preview={preview} />}
        <Refusal error={asks.error ?? create.error} />
        <div className='form-foot'>
          {preview ? (
            <Button type='primary' htmlType='submit' loading={create.isPending}>
              {preview.clashes.length > 0 ? '撞了也照样排' : '就这么排'}
            </Button>
          ) : (
            <Button type='primary' htmlType='submit' loading={asks.isPending}>
              先看看排出来什么样
            </Button>
          )}
          <Button type='text' onClick={onClose}>
            先不排
          </Button>
        </div>
      </GuardedForm>
    </GuardedDrawer>
  )
}
