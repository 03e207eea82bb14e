import { saveCareFile } from '@yike/shared/care/endpoints'
import {
  CARE_CONSENT,
  CARE_CONSENT_VERSION,
  CARE_LEVELS,
  CARE_LEVEL_CODES,
  CARE_LEVEL_SOURCE,
  CARE_NEEDS,
  CARE_NEED_CODES,
  LEVEL_SOURCES,
  type LevelSource,
} from '@yike/shared/care/rules'
import type { CareBody, CareFileView } from '@yike/shared/care/schemas'
import { Button, Checkbox, Form, Input, Radio, Select } from 'antd'
import { Refusal } from '../kit/form/Refusal'
import { useWrite } from '../lib/query'
import { GuardedForm } from '../kit/form/unsaved'

interface Fields extends CareBody {
  agreed?: boolean
  guardianName?: string
}
const EMPTY: CareBody = {
  level: null,
  levelFrom: 'judged',
  dementia: false,
  needs: [],
  illnesses: '',
  allergies: '',
  medicines: [],
  contacts: [],
  note: '',
}
const SOURCES = (Object.keys(LEVEL_SOURCES) as LevelSource[]).map((value) => ({ value, label: LEVEL_SOURCES[value] }))

/** The whole file, written over the one that was read. The typed text is kept nowhere else. */
export function FileForm({ found, onDone }: { found: CareFileView; onDone: () => void }) {
  const save = useWrite(saveCareFile, onDone)
  const consented = found.consent?.version === CARE_CONSENT_VERSION
  const submit = ({ agreed: _, guardianName, ...fields }: Fields) =>
    save.mutate({
      personId: found.person.id,
      revision: found.revision,
      body: { ...EMPTY, ...fields, level: fields.level ?? null },
      consent: consented ? undefined : { version: CARE_CONSENT_VERSION, guardianName: guardianName || undefined },
    })
  return (
    <GuardedForm<Fields> layout='vertical' requiredMark={false} initialValues={found.body ?? EMPTY} onFinish={submit}>
      {!consented && <Consent guarded={found.guarded} name={found.person.name} />}
      <Form.Item name='note' label='给上门的人'>
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={300}
          placeholder='门锁密码、备用钥匙在哪、耳背、家里有狗'
        />
      </Form.Item>
      <div className='form-row'>
        <Form.Item name='allergies' label='过敏'>
          <Input maxLength={200} placeholder='没有就空着' />
        </Form.Item>
        <Form.Item name='illnesses' label='病'>
          <Input maxLength={300} />
        </Form.Item>
      </div>
      <div className='form-row'>
        <Form.Item name='level' label='照护等级' extra={CARE_LEVEL_SOURCE}>
          <Select
            allowClear
            placeholder='没评估过就估一个'
            options={CARE_LEVEL_CODES.map((code) => ({ value: code, label: CARE_LEVELS[code] }))}
          />
        </Form.Item>
        <Form.Item name='levelFrom' label='谁定的'>
          <Radio.Group options={SOURCES} />
        </Form.Item>
      </div>
      <Form.Item name='dementia' valuePropName='checked'>
        <Checkbox>有认知障碍：记不住事、会走失</Checkbox>
      </Form.Item>
      <Form.Item name='needs' label='要帮的事'>
        <Checkbox.Group options={CARE_NEED_CODES.map((value) => ({ value, label: CARE_NEEDS[value] }))} />
      </Form.Item>
      <Rows name='medicines' label='药' add='加一种药' most={20}>
        {(field) => (
          <>
            <Form.Item name={[field, 'name']} noStyle rules={[{ required: true, message: '写上药名' }]}>
              <Input aria-label='药名' maxLength={30} placeholder='药名' />
            </Form.Item>
            <Form.Item name={[field, 'how']} noStyle>
              <Input aria-label='怎么吃' maxLength={40} placeholder='怎么吃' />
            </Form.Item>
          </>
        )}
      </Rows>
      <Rows name='contacts' label='急事找谁' add='加一位' most={5}>
        {(field) => (
          <>
            <Form.Item name={[field, 'name']} noStyle rules={[{ required: true, message: '写上姓名' }]}>
              <Input aria-label='姓名' maxLength={100} placeholder='姓名' />
            </Form.Item>
            <Form.Item name={[field, 'relation']} noStyle>
              <Input aria-label='是什么人' maxLength={10} placeholder='女儿、邻居' />
            </Form.Item>
            <Form.Item name={[field, 'phone']} noStyle rules={[{ required: true, message: '写上电话' }]}>
              <Input aria-label='电话' inputMode='tel' maxLength={40} placeholder='电话' />
            </Form.Item>
          </>
        )}
      </Rows>
      <Refusal error={save.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={save.isPending}>
          记下来
        </Button>
        <Button type='text' onClick={onDone}>
          不改了
        </Button>
      </div>
    </GuardedForm>
  )
}

function Consent({ guarded, name }: { guarded: boolean; name: string }) {
  return (
    <div className='said'>
      <span className='note'>签字的那张纸上写的就是这些</span>
      <ul className='plain-list'>
        {CARE_CONSENT.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Form.Item
        name='agreed'
        valuePropName='checked'
        rules={[{ validator: (_, on) => (on ? Promise.resolve() : Promise.reject(new Error('先得到同意，再来登记'))) }]}
      >
        <Checkbox>{guarded ? '监护人在纸上签了字' : `${name}在纸上签了字`}</Checkbox>
      </Form.Item>
      {guarded && (
        <Form.Item name='guardianName' label='签字的监护人' rules={[{ required: true, message: '写上监护人的姓名' }]}>
          <Input maxLength={100} />
        </Form.Item>
      )}
    </div>
  )
}

/** Lines of a list, each with its way out. */
function Rows({
  name,
  label,
  add,
  most,
  children,
}: {
  name: string
  label: string
  add: string
  most: number
  children: (field: number) => React.ReactNode
}) {
  return (
    <Form.Item label={label}>
      <Form.List name={name}>
        {(fields, change) => (
          <>
            {fields.map(({ key, name: field }) => (
              <div key={key} className='row care__row'>
                {children(field)}
                <Button type='text' onClick={() => change.remove(field)}>
                  去掉
                </Button>
              </div>
            ))}
            {fields.length < most && (
              <Button size='small' onClick={() => change.add({})}>
                {add}
              </Button>
            )}
          </>
        )}
      </Form.List>
    </Form.Item>
  )
}
