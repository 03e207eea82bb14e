// Over 300 lines: one form; its fields share their rules and their draft.
import {
  PLACE_STATUSES,
  PLACE_STATUS_CODES,
  kindsWithout,
  SERVICE_KINDS,
  type PlaceStatus,
  type ServiceKind,
} from '@yike/shared/directory/categories'
import {
  changeService,
  createService,
  getStaffService,
  listServiceChanges,
  removeService,
} from '@yike/shared/directory/endpoints'
import type { OpeningHours } from '@yike/shared/directory/hours'
import type { StaffService } from '@yike/shared/directory/schemas'
import {
  LANGUAGES,
  LANGUAGE_CODES,
  SERVICE_GROUPS,
  SERVICE_GROUP_CODES,
  SERVICE_TOPICS,
  SERVICE_TOPIC_CODES,
  type Language,
  type ServiceGroup,
  type ServiceTopic,
} from '@yike/shared/directory/taxonomy'
import { App, Button, Checkbox, Form, Input, InputNumber, Popconfirm, Segmented, Select } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { ChangeLog } from './ChangeLog'
import { Failed, Loading } from '../kit/page/PageStates'
import { PageHead } from '../kit/page/PageHead'
import { Refusal } from '../kit/form/Refusal'
import { ReportButton } from '../lib/ReportButton'
import { useMe } from '../lib/useMe'
import { useQueryParams } from '../lib/useQueryParams'
import { useRead, useWrite } from '../lib/query'
import { GuardedForm } from '../kit/form/unsaved'
import { PlacePicker, OwnHours } from './service-fields'

export default function ServicePage() {
  const { id } = useParams()
  return id ? <ServiceById key={id} id={id} /> : <ServiceForm />
}

function ServiceById({ id }: { id: string }) {
  const { data: service, error, refetch } = useRead(getStaffService, { id })
  const [round, setRound] = useState(0)
  if (error && !service) return <Failed error={error} onRetry={refetch} />
  if (!service) return <Loading />
  return <ServiceForm key={round} service={service} onRenew={() => setRound(round + 1)} />
}

interface Fields {
  placeId: string
  kind: ServiceKind
  name: string
  about: string
  eligibility: string
  minAge: number | null
  maxAge: number | null
  weeklyLimit: number | null
  needsRealName: boolean
  maxSeats: number
  priceYuan: number | null
  noteChoices: string[]
  closesBeforeMinutes: number
  opensBeforeDays: number
  room: string | null
  status: PlaceStatus
  topic: ServiceTopic | null
  hours: OpeningHours | null
  phone: string | null
  groups: ServiceGroup[]
  documents: string[]
  fees: { who: string; yuan: number }[]
  subsidy: string
  languages: Language[]
}

function ServiceForm({ service, onRenew }: { service?: StaffService; onRenew?: () => void }) {
  const navigate = useNavigate()
  const { message } = App.useApp()
  const { me } = useMe()
  const [address] = useQueryParams()
  const [revision] = useState(service?.revision ?? 0)
  const saved = ({ id }: StaffService) => {
    void message.success('存好了')
    void navigate(service ? '/services' : `/services/${id}/sittings`)
  }
  const create = useWrite(createService, saved)
  const change = useWrite(changeService, saved)
  const remove = useWrite(removeService, () => void navigate('/services'))
  const error = create.error ?? change.error ?? remove.error
  const mayEdit = service?.can.edit ?? true

  const save = ({ placeId, kind, priceYuan, fees, phone, room, ...rest }: Fields) => {
    const fields = {
      ...rest,
      phone: phone?.trim() || null,
      room: room?.trim() || null,
      priceFen: priceYuan === null ? null : Math.round(priceYuan * 100),
      fees: fees.map(({ who, yuan }) => ({ who, priceFen: Math.round(yuan * 100) })),
    }
    if (service) change.mutate({ id: service.id, revision, ...fields })
    else create.mutate({ placeId, kind, ...fields })
  }

  return (
    <GuardedForm<Fields>
      layout='vertical'
      requiredMark={false}
      disabled={!mayEdit}
      initialValues={initial(service, address.place)}
      onFinish={save}
    >
      <PageHead
        title={service?.name ?? '加一项服务'}
        note={
          service && (
            <>
              {service.kind.label} · {service.placeName} · <Link to={`/services/${service.id}/sittings`}>看场次</Link>
            </>
          )
        }
        tools={
          !mayEdit ? (
            service && <ReportButton type='service' id={service.id} />
          ) : (
            <>
              {service && (
                <Popconfirm
                  title='把这项服务去掉？'
                  description='后面还有场次的去不掉；以前的预约还留着它的名字。'
                  okText='去掉'
                  cancelText='先不'
                  onConfirm={() => remove.mutate({ id: service.id })}
                >
                  <Button danger>去掉</Button>
                </Popconfirm>
              )}
              <Button type='primary' htmlType='submit' loading={create.isPending || change.isPending}>
                {service ? '存好' : '存好，去排场次'}
              </Button>
            </>
          )
        }
      />
      <Refusal error={error} />
      {error?.code === 'CONFLICT' && onRenew && (
        <button type='button' className='link-button' onClick={onRenew}>
          看别人改好的
        </button>
      )}
      <div className='columns'>
        <div className='columns__main'>
          <section className='pane'>
            {!service && (
              <>
                <Form.Item name='kind' label='哪一类'>
                  <Segmented
                    options={kindsWithout(me?.featuresOff ?? []).map((code) => ({
                      value: code,
                      label: SERVICE_KINDS[code].label,
                    }))}
                  />
                </Form.Item>
                <Form.Item name='placeId' label='在哪儿' rules={[{ required: true, message: '选一个地点' }]}>
                  <PlacePicker />
                </Form.Item>
              </>
            )}
            <Form.Item name='name' label='名字' rules={[{ required: true, whitespace: true, message: '写上名字' }]}>
              <Input maxLength={40} />
            </Form.Item>
            <Form.Item name='about' label='说明'>
              <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={1000} showCount />
            </Form.Item>
            <Form.Item name='eligibility' label='谁能约' extra='不写就是都能约'>
              <Input maxLength={200} placeholder='60 岁以上，住在本社区' />
            </Form.Item>
            <Form.Item name='room' label='在哪间屋' extra='同一间屋同时排了两项，会提醒'>
              <Input maxLength={20} placeholder='书画室' />
            </Form.Item>
            <Form.Item name='noteChoices' label='能提的要求' extra='居民点一下就写上：少盐、软一点。写一样，按回车'>
              <Select mode='tags' open={false} suffixIcon={null} maxCount={8} />
            </Form.Item>
            <Form.Item name='documents' label='要带什么' extra='身份证、老年证。写一样，按回车'>
              <Select mode='tags' open={false} suffixIcon={null} maxCount={10} />
            </Form.Item>
            <Form.Item name='hours' label='自己的时间' extra='和地点一样就不用写'>
              <OwnHours />
            </Form.Item>
          </section>
        </div>
        <div className='columns__side'>
          <section className='pane'>
            <Form.Item name='status' label='开不开'>
              <Segmented
                block
                options={PLACE_STATUS_CODES.map((code) => ({ value: code, label: PLACE_STATUSES[code] }))}
              />
            </Form.Item>
            <div className='form-row'>
              <Form.Item name='priceYuan' label='价钱' extra='空着就不说价'>
                <InputNumber min={0} max={10_000} precision={2} suffix='元' />
              </Form.Item>
              <Form.Item name='maxSeats' label='一次最多'>
                <InputNumber min={1} max={20} suffix='份' />
              </Form.Item>
              <Form.Item name='weeklyLimit' label='一周最多' extra='空着不限'>
                <InputNumber min={1} max={50} suffix='次' />
              </Form.Item>
              <Form.Item name='minAge' label='最小几岁'>
                <InputNumber min={0} max={120} suffix='岁' />
              </Form.Item>
              <Form.Item name='maxAge' label='最大几岁'>
                <InputNumber min={0} max={120} suffix='岁' />
              </Form.Item>
              <Form.Item name='opensBeforeDays' label='提前几天能约'>
                <InputNumber min={1} max={90} suffix='天' />
              </Form.Item>
              <Form.Item name='closesBeforeMinutes' label='提前多久截止'>
                <InputNumber min={0} max={10_080} suffix='分钟' />
              </Form.Item>
            </div>
            <Form.Item
              name='needsRealName'
              valuePropName='checked'
              extra='没核对过的人约不上，会请他带身份证到社区窗口'
            >
              <Checkbox>要先核对实名</Checkbox>
            </Form.Item>
          </section>
          <section className='pane'>
            <Form.Item name='topic' label='是什么服务'>
              <Select allowClear placeholder='没分' options={TOPICS} />
            </Form.Item>
            <Form.Item name='groups' label='给哪些人' extra='不选就是人人都行'>
              <Select
                mode='multiple'
                options={SERVICE_GROUP_CODES.map((value) => ({ value, label: SERVICE_GROUPS[value] }))}
              />
            </Form.Item>
            <Form.List name='fees'>
              {(rows, { add, remove: drop }) => (
                <Form.Item label='不同的人不同价'>
                  {rows.map(({ key, name }) => (
                    <div key={key} className='fee-row'>
                      <Form.Item name={[name, 'who']} rules={[{ required: true, whitespace: true, message: '写上谁' }]}>
                        <Input aria-label='谁' placeholder='60 岁以上' maxLength={20} />
                      </Form.Item>
                      <Form.Item name={[name, 'yuan']} rules={[{ required: true, message: '写上价钱' }]}>
                        <InputNumber aria-label='价钱' min={0} max={10_000} precision={2} suffix='元' />
                      </Form.Item>
                      <Button type='text' aria-label='去掉这一价' onClick={() => drop(name)}>
                        去掉
                      </Button>
                    </div>
                  ))}
                  <Button onClick={() => add()}>加一种价</Button>
                </Form.Item>
              )}
            </Form.List>
            <Form.Item name='subsidy' label='谁补差价'>
              <Input maxLength={100} placeholder='差的部分由街道补' />
            </Form.Item>
            <Form.Item name='phone' label='自己的电话' extra='不写就打地点的电话'>
              <Input maxLength={40} inputMode='tel' />
            </Form.Item>
            <Form.Item name='languages' label='说什么话'>
              <Select mode='multiple' options={LANGUAGE_CODES.map((value) => ({ value, label: LANGUAGES[value] }))} />
            </Form.Item>
          </section>
          {service && <ChangeLog of={listServiceChanges} id={service.id} />}
        </div>
      </div>
    </GuardedForm>
  )
}

const TOPICS = [...new Set(SERVICE_TOPIC_CODES.map((code) => SERVICE_TOPICS[code].group))].map((group) => ({
  label: group,
  options: SERVICE_TOPIC_CODES.filter((code) => SERVICE_TOPICS[code].group === group).map((value) => ({
    value,
    label: SERVICE_TOPICS[value].label,
  })),
}))

const initial = (service: StaffService | undefined, placeId: string | undefined): Partial<Fields> =>
  service
    ? {
        name: service.name,
        about: service.about,
        eligibility: service.eligibility,
        minAge: service.minAge,
        maxAge: service.maxAge,
        weeklyLimit: service.weeklyLimit,
        needsRealName: service.needsRealName,
        maxSeats: service.maxSeats,
        priceYuan: service.priceFen === null ? null : service.priceFen / 100,
        noteChoices: service.noteChoices,
        closesBeforeMinutes: service.closesBeforeMinutes,
        opensBeforeDays: service.opensBeforeDays,
        room: service.room,
        status: service.status.code as PlaceStatus,
        topic: (service.topic?.code as ServiceTopic | undefined) ?? null,
        hours: service.hours,
        phone: service.ownPhone,
        groups: service.groups.map(({ code }) => code as ServiceGroup),
        documents: service.documents,
        fees: service.fees.map(({ who, priceFen }) => ({ who, yuan: priceFen / 100 })),
        subsidy: service.subsidy,
        languages: service.languages.map(({ code }) => code as Language),
      }
    : {
        placeId,
        kind: 'meal',
        about: '',
        eligibility: '',
        minAge: null,
        maxAge: null,
        weeklyLimit: null,
        needsRealName: false,
        maxSeats: 1,
        priceYuan: null,
        noteChoices: [],
        closesBeforeMinutes: 30,
        opensBeforeDays: 14,
        room: null,
        status: 'active',
        topic: null,
        hours: null,
        phone: null,
        groups: [],
        documents: [],
        fees: [],
        subsidy: '',
        languages: [],
      }
