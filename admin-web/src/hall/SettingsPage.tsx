import * as hall from '@yike/shared/hall/endpoints'
import type { HallSettings } from '@yike/shared/hall/schemas'
import { listStaffServices } from '@yike/shared/directory/endpoints'
import { App, Button, Checkbox, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { Failed, Loading } from '../kit/page/PageStates'
import { PageHead } from '../kit/page/PageHead'
import { Refusal } from '../kit/form/Refusal'
import { useRead, useWrite } from '../lib/query'
import { Devices } from './Devices'
import { NewHall } from './NewHall'
import { GuardedForm } from '../kit/form/unsaved'
import './hall.css'

/** 大厅设置: lines and windows, the screens and the kiosks of one place. */
export default function SettingsPage() {
  const { id = '' } = useParams()
  const { data, error, refetch } = useRead(hall.getHallSettings, { id })
  const { data: halls } = useRead(hall.listHalls, {})
  if (error && !data) return <Failed error={error} onRetry={refetch} />
  if (!data) return <Loading />
  return (
    <>
      <PageHead
        title={`${data.placeName}：大厅设置`}
        tools={
          <>
            <NewHall halls={halls?.items ?? []} />
            <Link to={`/hall?place=${id}`}>去叫号</Link>
          </>
        }
      />
      <div className='columns'>
        <section className='pane columns__main'>
          <Lines key={`${id} ${data.revision}`} settings={data} />
        </section>
        <section className='pane columns__side hall__devices'>
          {data.revision > 0 ? (
            <Devices settings={data} />
          ) : (
            <p className='note'>存好队列以后，这里可以接大屏和自助机。</p>
          )}
        </section>
      </div>
    </>
  )
}

interface Fields {
  lines: { letter: string; name: string; serviceId?: string; windows: string[] }[]
  showNames: boolean
}

const FIRST_LINE = { letter: 'A', name: '综合窗口', windows: ['1'] }
const nextLetter = (used: readonly string[]) =>
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].find((letter) => !used.includes(letter)) ?? ''

function Lines({ settings }: { settings: HallSettings }) {
  const { message } = App.useApp()
  const { placeId, revision, showNames } = settings
  const { data: services } = useRead(listStaffServices, { placeId, limit: 50 })
  const [lost, setLost] = useState(false)
  const save = useWrite(hall.saveHall, () => void message.success('存好了，大屏和自助机马上跟着变'))
  const [form] = Form.useForm<Fields>()
  return (
    <GuardedForm<Fields>
      form={form}
      layout='vertical'
      requiredMark={false}
      onValuesChange={() => setLost(false)}
      initialValues={{
        showNames,
        lines:
          revision === 0
            ? [FIRST_LINE]
            : settings.lines.map((line) => ({
                ...line,
                serviceId: line.serviceId ?? undefined,
                windows: line.windows.map(String),
              })),
      }}
      onFinish={({ lines, showNames: names }) => {
        if (lines.length === 0) return setLost(true)
        save.mutate({
          id: placeId,
          revision,
          showNames: names,
          lines: lines.map(({ letter, name, serviceId, windows }) => ({
            letter,
            name,
            serviceId: serviceId ?? null,
            windows: windows.map(Number),
          })),
        })
      }}
    >
      <h2 className='lead'>队列和窗口</h2>
      <p className='note hall__hint'>一个窗口可以叫几个队列。约好的人在自助机签到，就进挂着这项服务的队列。</p>
      <Form.List name='lines'>
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className='hall__line'>
                <Form.Item
                  name={[name, 'letter']}
                  label='字母'
                  rules={[{ required: true, pattern: /^[A-Z]$/, message: '一个大写字母' }]}
                >
                  <Input maxLength={1} />
                </Form.Item>
                <Form.Item
                  name={[name, 'name']}
                  label='队列'
                  rules={[{ required: true, whitespace: true, message: '写队列的名字' }]}
                >
                  <Input maxLength={12} placeholder='综合窗口' />
                </Form.Item>
                <Form.Item
                  name={[name, 'windows']}
                  label='几号窗口'
                  rules={[
                    { required: true, message: '至少一个窗口' },
                    { type: 'array', defaultField: { pattern: /^[1-9]\d?$/, message: '窗口写 1 到 99' } },
                  ]}
                >
                  <Select mode='tags' open={false} suffixIcon={null} tokenSeparators={['、', ',', '，', ' ']} />
                </Form.Item>
                <Form.Item name={[name, 'serviceId']} label='挂哪项服务'>
                  <Select
                    allowClear
                    placeholder='不挂'
                    popupMatchSelectWidth={false}
                    options={(services?.items ?? []).map((service) => ({ value: service.id, label: service.name }))}
                  />
                </Form.Item>
                <Button type='text' className='hall__drop' onClick={() => remove(name)}>
                  去掉
                </Button>
              </div>
            ))}
            <Button
              onClick={() => {
                const used = (form.getFieldValue('lines') as Fields['lines']).map(({ letter }) => letter)
                add({ letter: nextLetter(used), name: '', windows: [] })
              }}
            >
              加一个队列
            </Button>
          </>
        )}
      </Form.List>
      <Form.Item name='showNames' valuePropName='checked' className='hall__names'>
        <Checkbox>大屏上显示姓名（只显示“王*英”这样，平时不开）</Checkbox>
      </Form.Item>
      {lost && <p className='tone--late'>至少留一个队列。</p>}
      <Refusal error={save.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={save.isPending}>
          存
        </Button>
      </div>
    </GuardedForm>
  )
}
