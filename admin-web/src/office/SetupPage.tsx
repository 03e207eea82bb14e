import { finishSetup, listSetupDivisions, openSetup } from '@yike/shared/office/endpoints'
import { instantInText } from '@yike/shared/time/words'
import { FEATURES, FEATURE_CODES, OFF_AT_FIRST, type Feature } from '@yike/shared/territory/features'
import { OFFICE_HOURS, type WorkHours } from '@yike/shared/time/work-hours'
import { Button, Checkbox, Form, Input, Select, Steps } from 'antd'
import { useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { HoursField } from '../kit/form/HoursField'
import { hoursRule } from '../kit/form/hoursRule'
import { Failed, Loading } from '../kit/page/PageStates'
import { Refusal } from '../kit/form/Refusal'
import { SignInForm } from '../lib/SignInForm'
import { useAsk, useRead } from '../lib/query'
import { useLinkToken } from './useLinkToken'
import { NewPassword } from './NewPassword'
import './office.css'

interface Chosen {
  /** The code of a division of the national list, or a name where the list has none. */
  value: string
  label: ReactNode
}

interface Fields {
  operatorName: string
  operatorPhone: string
  operatorLevel: 'city' | 'district' | 'street' | 'community'
  city: Chosen
  district: Chosen
  street?: Chosen
  streetName?: string
  communities?: Chosen[]
  communityNames?: string
  position: string
  hours: WorkHours
  features: Feature[]
  adminName: string
  username: string
  password: string
}

const LEVELS = [
  { value: 'street', label: '街道（镇）' },
  { value: 'community', label: '一个社区' },
  { value: 'district', label: '区县' },
  { value: 'city', label: '市' },
]
const STEPS = ['谁来办', '在哪儿', '上班和功能', '第一位管理员']

const areaOf = ({ value, label }: Chosen) => ({ code: value, name: String(label) })
const namesIn = (text = '') => [...new Set(text.split(/[\s、，,；;]+/).filter(Boolean))]

/** 「37.4605, 118.4935」 or the other way round, as map apps copy it: in China the longitude is the larger. */
function positionOf(text: string) {
  const [a, b] = (text.match(/\d+(?:\.\d+)?/g) ?? []).map(Number)
  if (a === undefined || b === undefined) return null
  const [lat, lng] = [Math.min(a, b), Math.max(a, b)]
  return lat >= 3 && lat <= 54 && lng >= 73 && lng <= 136 ? { lat, lng } : null
}

/** The page behind the set-up link: the operator, its territory, and the first administrator. */
export default function SetupPage() {
  const token = useLinkToken()
  const opened = useRead(openSetup, { token })
  return (
    <main className='opening'>
      <h1 className='title'>开通一刻</h1>
      {opened.error && <Failed error={opened.error} onRetry={opened.refetch} />}
      {!opened.data && !opened.error && <Loading />}
      {opened.data && (
        <>
          <p className='note'>
            四步，大约十分钟。填好以前什么都不会写进去；链接 {instantInText(new Date(opened.data.expiresAt))}前有效。
          </p>
          <SetupForm token={token} />
        </>
      )}
    </main>
  )
}

function SetupForm({ token }: { token: string }) {
  const [form] = Form.useForm<Fields>()
  const [step, setStep] = useState(0)
  const navigate = useNavigate()
  const [made, setMade] = useState<{ username: string; password: string }>()
  const finish = useAsk(finishSetup, () => undefined)
  const forward = () => setStep(step + 1)
  const send = () => {
    // The fields of the steps before are not on the page any more; the form keeps what they held.
    const fields = form.getFieldsValue(true) as Fields
    const input = {
      token,
      operator: { name: fields.operatorName, phone: fields.operatorPhone, level: fields.operatorLevel },
      admin: { name: fields.adminName, username: fields.username, password: fields.password },
      city: areaOf(fields.city),
      district: areaOf(fields.district),
      street: fields.street ? areaOf(fields.street) : { name: fields.streetName!.trim() },
      communities: [
        ...(fields.communities ?? []).map(areaOf),
        ...namesIn(fields.communityNames).map((name) => ({ name })),
      ],
      position: positionOf(fields.position)!,
      hours: fields.hours,
      featuresOff: FEATURE_CODES.filter((code) => !fields.features.includes(code)),
    }
    finish.mutate(input, { onSuccess: () => setMade({ username: fields.username, password: fields.password }) })
  }

  if (made) return <SignInForm credentials={made} onDone={() => void navigate('/', { replace: true })} />

  return (
    <>
      <Steps size='small' current={step} items={STEPS.map((title) => ({ title }))} className='opening__steps' />
      <Form<Fields>
        form={form}
        layout='vertical'
        requiredMark={false}
        initialValues={{
          operatorLevel: 'street',
          hours: OFFICE_HOURS,
          features: FEATURE_CODES.filter((code) => !OFF_AT_FIRST.includes(code)),
        }}
        onFinish={step < STEPS.length - 1 ? forward : send}
        scrollToFirstError
      >
        {step === 0 && (
          <>
            <Form.Item
              name='operatorName'
              label='运营单位'
              extra='居民在用户协议里看到的名字'
              rules={[{ required: true, min: 2, message: '写上单位全称' }]}
            >
              <Input size='large' maxLength={40} placeholder='比如：文汇街道办事处' autoFocus />
            </Form.Item>
            <Form.Item name='operatorLevel' label='办到哪一级' extra='第一位管理员管这一级和它下面的所有地方'>
              <Select size='large' options={LEVELS} />
            </Form.Item>
            <Form.Item
              name='operatorPhone'
              label='居民能打的电话'
              rules={[{ required: true, message: '写上电话，居民办不成的时候打' }]}
            >
              <Input size='large' inputMode='tel' placeholder='比如：0546-8231120' />
            </Form.Item>
          </>
        )}
        {step === 1 && <Territory token={token} />}
        {step === 2 && <HoursAndFeatures />}
        {step === 3 && (
          <>
            <Form.Item name='adminName' label='姓名' rules={[{ required: true, message: '写上姓名' }]}>
              <Input size='large' autoComplete='name' maxLength={50} />
            </Form.Item>
            <NewPassword />
          </>
        )}
        <Refusal error={finish.error} />
        <div className='form-foot'>
          {step > 0 && <Button onClick={() => setStep(step - 1)}>上一步</Button>}
          <Button type='primary' htmlType='submit' loading={finish.isPending}>
            {step < STEPS.length - 1 ? '下一步' : '开通'}
          </Button>
        </div>
      </Form>
    </>
  )
}

/** The hours that limits count, and the features that the office begins with; both are changed in 设置 later. */
const HoursAndFeatures = () => (
  <>
    <Form.Item
      name='hours'
      label='上班时间'
      extra='答复居民的时限按它算；法定节假日和调休已经算进去，自己放的假以后在“设置”里写'
      rules={[hoursRule]}
    >
      <HoursField />
    </Form.Item>
    <Form.Item name='features' label='先用哪些功能' extra='没选的，居民和工作人员的页面上都没有；以后在“设置”里打开'>
      <Checkbox.Group className='opening__features'>
        {FEATURE_CODES.map((code) => (
          <Checkbox key={code} value={code}>
            {FEATURES[code].label}
            <span className='note'> {FEATURES[code].hint}</span>
          </Checkbox>
        ))}
      </Checkbox.Group>
    </Form.Item>
  </>
)

/** City, district, street and communities from the national list; names that the list lacks are typed. */
function Territory({ token }: { token: string }) {
  const form = Form.useFormInstance<Fields>()
  const city = Form.useWatch('city', form)
  const district = Form.useWatch('district', form)
  const street = Form.useWatch('street', form)
  const cities = useRead(listSetupDivisions, { token })
  const districts = useRead(listSetupDivisions, { token, code: city?.value }, { enabled: Boolean(city) })
  const streets = useRead(listSetupDivisions, { token, code: district?.value }, { enabled: Boolean(district) })
  const communities = useRead(listSetupDivisions, { token, code: street?.value }, { enabled: Boolean(street) })
  const options = (read: typeof cities) =>
    (read.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name }))
  const choice = { labelInValue: true, showSearch: true, optionFilterProp: 'label', size: 'large' } as const
  const listsStreets = (streets.data?.items.length ?? 0) > 0
  const listsCommunities = (communities.data?.items.length ?? 0) > 0

  return (
    <>
      <div className='form-row'>
        <Form.Item name='city' label='市' rules={[{ required: true, message: '选一个市' }]}>
          <Select
            {...choice}
            loading={cities.isLoading}
            options={options(cities)}
            onChange={() => form.setFieldsValue({ district: undefined, street: undefined, communities: undefined })}
          />
        </Form.Item>
        <Form.Item name='district' label='区县' rules={[{ required: true, message: '选一个区县' }]}>
          <Select
            {...choice}
            disabled={!city}
            loading={districts.isLoading}
            options={options(districts)}
            onChange={() => form.setFieldsValue({ street: undefined, communities: undefined })}
          />
        </Form.Item>
      </div>
      {listsStreets ? (
        <Form.Item name='street' label='街道（镇）' rules={[{ required: true, message: '选一个街道' }]}>
          <Select
            {...choice}
            options={options(streets)}
            onChange={() => form.setFieldsValue({ communities: undefined })}
          />
        </Form.Item>
      ) : (
        district && (
          <Form.Item
            name='streetName'
            label='街道（镇）'
            rules={[{ required: true, whitespace: true, min: 2, message: '写上街道的全名' }]}
          >
            <Input size='large' maxLength={40} placeholder='比如：文汇街道' />
          </Form.Item>
        )
      )}
      {listsCommunities && (
        <Form.Item
          name='communities'
          label='先开通哪些社区'
          extra='别的社区以后在“区划”里加'
          rules={[{ required: true, message: '选一个社区' }]}
        >
          <Select {...choice} mode='multiple' options={options(communities)} />
        </Form.Item>
      )}
      {district && !listsCommunities && (
        <Form.Item
          name='communityNames'
          label='先开通哪些社区'
          extra='用顿号隔开；别的社区以后在“区划”里加'
          rules={[{ required: true, whitespace: true, message: '至少写一个社区' }]}
        >
          <Input size='large' placeholder='比如：颐园社区、景苑社区' />
        </Form.Item>
      )}
      <Form.Item
        name='position'
        label='社区居委会在地图上的位置'
        extra='在腾讯地图或高德地图里找到居委会，长按，复制坐标，贴在这里'
        rules={[
          { required: true, message: '贴上坐标' },
          {
            validator: (_, text: string) =>
              !text || positionOf(text)
                ? Promise.resolve()
                : Promise.reject(new Error('看不懂，应像 37.4605, 118.4935')),
          },
        ]}
      >
        <Input size='large' placeholder='37.4605, 118.4935' />
      </Form.Item>
    </>
  )
}
