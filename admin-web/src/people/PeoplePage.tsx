import { GuardianConsent } from './GuardianConsent'
import { findPeople, helpPerson, registerPerson } from '@yike/shared/people/endpoints'
import { listHomeRequests } from '@yike/shared/people/home-endpoints'
import { Button, Form, Input, InputNumber, Segmented } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { PageHead } from '../kit/page/PageHead'
import { Person } from '../kit/show/Person'
import { Refusal } from '../kit/form/Refusal'
import { useQueryParams } from '../lib/useQueryParams'
import { useDebounced } from '../kit/hooks/useDebounced'
import { useMe } from '../lib/useMe'
import { useRead, useWrite } from '../lib/query'
import { FamilyDrawer } from './FamilyDrawer'
import { HomeRequests } from './HomeRequests'
import { GuardedForm, GuardedModal, SendAnyway } from '../kit/form/unsaved'
import { DeathsDrawer } from './RecordDeath'
import './people.css'

/** Finds a resident: to book for, or to file a call for. Nobody is listed without a search. */
export default function PeoplePage() {
  const [address, change] = useQueryParams()
  const { may } = useMe()
  const [isRegistering, setRegistering] = useState(false)
  const [showsDeaths, setDeaths] = useState(false)
  const q = useDebounced(address.q?.trim() ?? '')
  const homes = useRead(listHomeRequests, { limit: 1 }, { enabled: may('person.bind') })
  const showsHomes = address.show === 'homes' && may('person.bind')

  return (
    <>
      <PageHead
        title='居民'
        note={showsHomes ? '看过照片再点，照片看完就删' : '按姓名、拼音首字母、电话、尾号或楼号找，最近帮过的在前'}
        beside={
          homes.data && (
            <Segmented
              aria-label='看什么'
              options={[
                { label: '按姓名找', value: 'find' },
                { label: `待核对的住址 ${homes.data.openCount}`, value: 'homes' },
              ]}
              value={showsHomes ? 'homes' : 'find'}
              onChange={(show) => change({ show: show === 'homes' ? show : undefined })}
            />
          )
        }
        tools={
          <>
            {may('person.death') && <Button onClick={() => setDeaths(true)}>离世登记</Button>}
            {may('booking.book') && (
              <>
                <Link to='/people/import'>
                  <Button>导入名单</Button>
                </Link>
                <Button onClick={() => setRegistering(true)}>登记没有手机的居民</Button>
              </>
            )}
          </>
        }
      />
      {showsHomes ? (
        <section className='pane people'>
          <HomeRequests />
        </section>
      ) : (
        <section className='pane people'>
          <Input.Search
            size='large'
            autoFocus
            allowClear
            aria-label='找居民'
            placeholder='王秀英、wxy、4321、3 号楼'
            value={address.q ?? ''}
            onChange={(event) => change({ q: event.target.value, id: undefined })}
          />
          <Found q={q} chosenId={address.id} />
        </section>
      )}
      {showsDeaths && <DeathsDrawer onClose={() => setDeaths(false)} />}
      <GuardedModal
        open={isRegistering}
        title='登记一位居民'
        footer={null}
        destroyOnHidden
        onCancel={() => setRegistering(false)}
      >
        <Register
          onDone={(name) => {
            setRegistering(false)
            change({ q: name })
          }}
        />
      </GuardedModal>
    </>
  )
}

function Found({ q, chosenId }: { q: string; chosenId?: string }) {
  const navigate = useNavigate()
  const { may } = useMe()
  const { data, error, refetch } = useRead(findPeople, { q: q || undefined }, { keepLast: true })
  const help = useWrite(helpPerson)
  const [familyOf, setFamilyOf] = useState<string>()
  if (error && !data) return <Failed error={error} onRetry={refetch} />
  if (!data) return <Loading />
  if (data.items.length === 0)
    return <Empty text={q ? `没找到「${q}」。换个写法，或者先登记。` : '写姓名、尾号或楼号，就在这里看到。'} />
  return (
    <>
      {!q && <p className='note'>您最近帮过的</p>}
      <ul>
        {data.items.map((person) => (
          <li key={person.id} className='people__i' aria-current={person.id === chosenId || undefined}>
            <Person person={person} />
            <span className='note people__family'>
              {person.family.map(({ personId, name, relation }) => (
                <span key={personId}>
                  {relation} {name}
                </span>
              ))}
            </span>
            <span className='row push'>
              <Button size='small' onClick={() => setFamilyOf(person.id)}>
                登记、电话和家人
              </Button>
              {may('case.read') && (
                <Button
                  size='small'
                  onClick={() => void navigate(`/cases?show=table&view=all&q=${encodeURIComponent(person.name)}`)}
                >
                  看诉求
                </Button>
              )}
              {may('booking.book') && (
                <Button
                  size='small'
                  onClick={() => {
                    help.mutate({ personId: person.id })
                    void navigate(`/bookings?book=1&person=${encodeURIComponent(person.name)}&who=${person.id}`)
                  }}
                >
                  帮着预约
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {familyOf && <FamilyDrawer personId={familyOf} onClose={() => setFamilyOf(undefined)} />}
    </>
  )
}

interface Fields {
  name: string
  phone?: string
  birthYear?: number
  home?: string
  idLast4?: string
  guardian?: boolean
}

function Register({ onDone }: { onDone: (name: string) => void }) {
  const register = useWrite(registerPerson, ({ name }) => onDone(name))
  return (
    <GuardedForm<Fields>
      layout='vertical'
      requiredMark={false}
      onFinish={(fields) =>
        register.mutate({
          ...fields,
          phone: fields.phone || undefined,
          home: fields.home || undefined,
          idLast4: fields.idLast4 || undefined,
        })
      }
    >
      <Form.Item name='name' label='姓名' rules={[{ required: true, whitespace: true, message: '写上姓名' }]}>
        <Input maxLength={100} />
      </Form.Item>
      <div className='form-row'>
        <Form.Item name='birthYear' label='出生年份' extra='助餐、助浴看年龄'>
          <InputNumber min={1900} max={2100} controls={false} />
        </Form.Item>
        <Form.Item name='phone' label='电话' extra='没有就空着'>
          <Input inputMode='tel' maxLength={40} />
        </Form.Item>
        <Form.Item name='idLast4' label='身份证后四位' extra='到场忘了号，报这个'>
          <Input maxLength={4} />
        </Form.Item>
      </div>
      <Form.Item name='home' label='住哪儿'>
        <Input maxLength={100} placeholder='颐园 3 号楼 2 单元 501' />
      </Form.Item>
      <GuardianConsent />
      <Refusal error={register.error} />
      <div className='form-foot'>
        {register.error?.code === 'PERSON_KNOWN' && register.variables ? (
          <>
            <Button type='primary' onClick={() => onDone(register.variables.name)}>
              是同一位，去看他
            </Button>
            <SendAnyway
              loading={register.isPending}
              onClick={() => register.mutate({ ...register.variables, isSomebodyElse: true })}
            >
              不是同一位，登记
            </SendAnyway>
          </>
        ) : (
          <Button type='primary' htmlType='submit' loading={register.isPending}>
            登记
          </Button>
        )}
      </div>
    </GuardedForm>
  )
}
