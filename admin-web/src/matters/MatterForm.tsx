import { createMatter, updateMatter } from '@yike/shared/matters/endpoints'
import { FIRST_MATTERS } from '@yike/shared/matters/first-matters'
import { MATTER_RESULTS, type MatterResult } from '@yike/shared/matters/results'
import type { Matter } from '@yike/shared/matters/schemas'
import { listAreas } from '@yike/shared/territory/endpoints'
import { App, Button, Form, Input, InputNumber, Select } from 'antd'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { useRead, useWrite } from '../lib/query'

interface Fields {
  example?: string
  name: string
  forWhom: string
  papers: { key?: string; name: string; note?: string }[]
  workdays: number
  where: string
  when: string
  result: MatterResult
  basis?: string
  areaId: string
}

const RESULTS = Object.entries(MATTER_RESULTS).map(([value, { label }]) => ({ value, label }))

/** A matter of the guide; a new one may begin with an example. */
export function MatterForm({ matter, onDone }: { matter: Matter | null; onDone: () => void }) {
  const { message } = App.useApp()
  const areas = useRead(listAreas, {})
  const [form] = Form.useForm<Fields>()
  const done = (words: string) => {
    onDone()
    void message.success(words)
  }
  const create = useWrite(createMatter, ({ name }) => done(`加好了：${name}`))
  const update = useWrite(updateMatter, ({ name }) => done(`改好了：${name}`))
  const { error, isPending } = matter ? update : create
  const begin = (name: string) => {
    const example = FIRST_MATTERS.find((one) => one.name === name)
    if (example) form.setFieldsValue({ ...example, papers: example.papers.map((paper) => ({ ...paper })) })
  }
  return (
    <GuardedForm<Fields>
      form={form}
      layout='vertical'
      requiredMark={false}
      initialValues={
        matter
          ? { ...matter, result: matter.result.code }
          : { papers: [], workdays: 3, result: 'certificate', when: '工作日 8:30 到 12:00，14:00 到 17:30' }
      }
      onFinish={({ example: _, areaId, papers = [], basis = '', ...fields }) => {
        const said = { ...fields, basis, papers: papers.map((paper) => ({ ...paper, note: paper.note ?? '' })) }
        if (matter) update.mutate({ id: matter.id, ...said })
        else create.mutate({ areaId, ...said })
      }}
    >
      {!matter && (
        <Form.Item name='example' label='从样例开始' extra='样例是本系统写的，照当地的清单改好再存。'>
          <Select
            allowClear
            placeholder='不选就从头写'
            options={FIRST_MATTERS.map(({ name }) => ({ value: name, label: name }))}
            onChange={begin}
          />
        </Form.Item>
      )}
      <Form.Item name='name' label='办什么' rules={[{ required: true, min: 2, message: '写上办什么' }]}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name='forWhom' label='给谁办' rules={[{ required: true, message: '写上给谁办' }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.List name='papers'>
        {(rows, { add, remove }) => (
          <Form.Item label='要带什么'>
            {rows.map(({ key, name }, index) => (
              <div key={key} className='form-row'>
                <Form.Item name={[name, 'key']} hidden>
                  <Input />
                </Form.Item>
                <Form.Item
                  name={[name, 'name']}
                  rules={[{ required: true, message: '写上是什么材料，或者去掉这一行' }]}
                >
                  <Input maxLength={30} placeholder='户口簿' aria-label={`第 ${index + 1} 样材料`} />
                </Form.Item>
                <Form.Item name={[name, 'note']}>
                  <Input maxLength={100} placeholder='首页和本人那一页' aria-label={`第 ${index + 1} 样材料的说明`} />
                </Form.Item>
                <Button type='text' aria-label={`去掉第 ${index + 1} 样材料`} onClick={() => remove(name)}>
                  去掉
                </Button>
              </div>
            ))}
            {rows.length < 15 && <Button onClick={() => add({ name: '', note: '' })}>加一样材料</Button>}
          </Form.Item>
        )}
      </Form.List>
      <Form.Item name='workdays' label='材料齐了几个工作日办好' rules={[{ required: true, message: '写几个工作日' }]}>
        <InputNumber min={1} max={30} precision={0} />
      </Form.Item>
      <Form.Item name='where' label='在哪儿办、在哪儿领' rules={[{ required: true, message: '写上地方' }]}>
        <Input maxLength={100} placeholder='社区服务大厅 2 号窗口' />
      </Form.Item>
      <Form.Item name='when' label='什么时候去' rules={[{ required: true, message: '写上时间' }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name='result' label='办成什么'>
        <Select options={RESULTS} />
      </Form.Item>
      <Form.Item name='basis' label='依据' extra='哪个文件要的，没有就空着'>
        <Input maxLength={200} />
      </Form.Item>
      {!matter && (
        <Form.Item name='areaId' label='哪里办' rules={[{ required: true, message: '选一个地方' }]}>
          <Select options={areas.data?.items.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
      )}
      <Refusal error={error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={isPending}>
          {matter ? '存好' : '加上'}
        </Button>
        {matter && (
          <Button onClick={() => update.mutate({ id: matter.id, closed: !matter.closed })}>
            {matter.closed ? '重新办这一项' : '不办这一项了'}
          </Button>
        )}
      </div>
    </GuardedForm>
  )
}
